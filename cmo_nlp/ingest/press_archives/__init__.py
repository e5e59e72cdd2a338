"""Exports of press archives → one article each: Europresse (HTML), Factiva (HTML and XML).

The archives change their markup without notice, and researchers keep exports for years. So every shape has
rules with a version, `metadata["rules"]` says which ones read an article, what they take is taken out of the
tree, and whatever is left over is counted and named in the article's warnings.
"""
