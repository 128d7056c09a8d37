/**
 * A link leads where it says. reveal.js writes the address of its slide up to a second late, over whatever stands there;
 * what it writes after a link was followed and before it hears of that would be all that it reads. To be called before
 * the deck listens itself.
 */
export function keepLinks(): void {
  addEventListener('hashchange', ({ newURL }) => {
    if (location.href !== newURL) history.replaceState(history.state, '', newURL);
  });
}
