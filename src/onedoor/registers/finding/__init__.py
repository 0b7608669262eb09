"""Finding: from what people type to the services and bundles they mean.

The index is drawn from what is published and from the search words of the packs, whole and anew
(`index_all`); the database holds it, no other engine. A query is read in several ways (as typed,
as pinyin, as initials, with a word mended), and what is found says why. Editors add words of their
own; what found nothing is counted without anybody's name.

Words: an *entry* is a service ("code") or a bundle ("bundle:code") as it can be found; a *phrase*
is one thing it is called; a *guess* is one way to understand a query; a *miss* is a query that
found nothing. This room publishes nothing and shows no pages.
"""

PUBLIC = ("folding", "refusals", "rules")
