// The words that the template put into the page for scripts, in its language.

/** A sentence from a `<template data-say="name">` inside an element. */
export function say(element, name) {
  return element.querySelector(`template[data-say="${name}"]`).content.textContent.trim();
}

/** A number of things in the plural form that the language has for it. */
export function count(element, number) {
  const language = document.documentElement.lang;
  const category = new Intl.PluralRules(language).select(number);
  const form = (name) => element.querySelector(`template[data-plural="${name}"]`);
  const template = form(category) ?? form("other") ?? element.querySelector("template[data-plural]");
  const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" }).format(number);
  return template.content.textContent.trim().replace("{count}", digits);
}
