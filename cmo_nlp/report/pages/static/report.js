"use strict";
/* Downloads: the pictures and tables that stand in the page, as files. Nothing else needs this script. */
(() => {
  const words = JSON.parse(document.getElementById("page-words").textContent);

  const save = (name, kind, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  /* A cell as RFC 4180 writes it. An apostrophe keeps a spreadsheet from running a text as a formula. */
  const field = (cell) => {
    const shown = cell.dataset.name ?? cell.dataset.value ?? cell.textContent.trim();
    const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(shown);
    const text = !isNumber && /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
    return /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const csv = (table) =>
    [...table.rows].map((row) => [...row.cells].map(field).join(",")).join("\r\n") + "\r\n";

  const svg = (picture) => {
    const copy = picture.cloneNode(true);
    const [, , width, height] = copy.getAttribute("viewBox").split(" ");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
  };

  const button = (words, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  };

  for (const figure of document.querySelectorAll("figure[data-file]")) {
    const heading = figure.querySelector("h3, h4, h5");
    const title = heading ? heading.textContent.trim().replace(/\s+/g, " ") : "";
    const name = figure.dataset.file;
    const bar = document.createElement("p");
    bar.className = "downloads";
    bar.append(
      button(words.svg, words.svgOf.replace("%s", () => title), () =>
        save(`${name}.svg`, "image/svg+xml", svg(figure.querySelector("svg")))),
      button(words.csv, words.csvOf.replace("%s", () => title), () =>
        save(`${name}.csv`, "text/csv;charset=utf-8", `\ufeff${csv(figure.querySelector("table"))}`)),
    );
    (figure.querySelector(".actions") ?? figure).append(bar);
  }
})();
