{#- What a reader who searches asks for, and nobody else: one module, joined like site.js of the parts below. They share
    their names, so each name is in one of them alone. -#}
{% include "assets/js/search/words.js" %}
{% include "assets/js/search/fold.js" %}
{% include "assets/js/search/topics.js" %}
{% include "assets/js/search/combobox.js" %}
{% include "assets/js/search/results.js" %}
{% include "assets/js/search/highlight.js" %}
