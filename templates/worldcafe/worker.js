{% comment %}A template only so that it can be served below the address of its table.{% endcomment %}
