// Style sheets may show what only a script can serve.
document.documentElement.classList.add("script");
