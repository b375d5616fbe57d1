{#- The one script a page asks for. MkDocs renders it as a static template (theme.static_templates), so the components below
    are joined by every build. Each is a block of its own; what only some readers need, they import when it is asked for. -#}
{% include "assets/js/components/script.js" %}
{% include "assets/js/components/theme.js" %}
{% include "assets/js/components/languages.js" %}
{% include "assets/js/components/not-found.js" %}
{% include "assets/js/components/terms.js" %}
{% include "assets/js/components/page-tools.js" %}
{% include "assets/js/components/search.js" %}
