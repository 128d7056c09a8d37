/**
 * Letters of other scripts, marks over capitals, grounds of the author's own, tables, quotes, code, and
 * links to other sites that are not a headline.
 */
const RARE =
  /\sdata-(?:letters|face|marks|background[\w-]*)=|\sdir="rtl"|<table|<blockquote|<pre|(?<!<h[1-6]>)<a class="outside"/;

/** Whether a slide has what `theme/more.css` is for; `sections` is the HTML of the slides. */
export const needsMore = (sections: string[]): boolean => sections.some((section) => RARE.test(section));
