"use strict";
/* Keys of the review. They act on the suggestion that holds the focus, and never while something is typed. */
(() => {
  const all = [...document.querySelectorAll(".proposal")];
  document.getElementById("keys").hidden = false;
  for (const one of all) one.tabIndex = -1;

  const go = (one) => {
    if (!one) return;
    one.focus();
    one.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") go(event.target.closest(".proposal"));
      return;
    }
    const here = document.activeElement.closest(".proposal");
    if (!here && "jk".includes(event.key)) go(all[0]);
    if (!here) return;
    const at = all.indexOf(here);
    if (event.key === "j") go(all[at + 1]);
    else if (event.key === "k") go(all[at - 1]);
    else {
      const found = here.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!found) return;
      if (found.matches("button")) found.click();
      else found.focus();
    }
    event.preventDefault();
  });
  all[0].tabIndex = 0;
  /* After a decision the next one is at hand; a page that was just opened begins at its beginning. */
  if (new URLSearchParams(location.search).has("done")) go(all[0]);
})();
