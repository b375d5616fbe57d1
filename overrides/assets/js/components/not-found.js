// Only the page for wrong addresses has greetings.
if (document.querySelector(".greetings")) import("./not-found.js");
