import Reveal from 'reveal.js';
import { LANDSCAPE } from '../deck/shape.js';
import { loadDemosNearby } from './deck/demos.js';
import { followEdits } from './deck/edits.js';
import { followFit } from './deck/fit.js';
import { clickerReachesDeck, deckTakesKey } from './deck/keys.js';
import { keepLinks } from './deck/links.js';
import { followMap } from './deck/map.js';
import { followOverview } from './deck/overview.js';
import { isForPrint, keepForPrint } from './deck/print.js';
import { followWindow, shapePage } from './deck/shape.js';
import { loadTalkWhenUnderWay } from './deck/talk-nearby.js';
import { HeartElement, heartContext } from './heart/element.js';
import { followWithFavicon } from './heart/favicon.js';
import { Heart } from './heart/heart.js';
import { Connection } from './live/connection.js';

const isPresenter = document.documentElement.dataset.page === 'presenter' && !isForPrint;

const deck = new Reveal({
  ...(isForPrint || isPresenter ? LANDSCAPE : shapePage()),
  embedded: isPresenter,
  margin: 0,
  // Without it, a slide fills a quarter of a large projector: reveal.js stops at twice the size.
  maxScale: Number.POSITIVE_INFINITY,
  // Nor would one that is smaller than a fifth, as in a low presenter view, be whole.
  minScale: 0,
  center: false,
  display: 'flex',
  hash: true,
  hashOneBasedIndex: true,
  fragmentInURL: true,
  slideNumber: 'c/t',
  controlsTutorial: false,
  // The motion at the opening of a slide is defined in theme/motion.css.
  transition: 'none',
  keyboardCondition: deckTakesKey,
  // reveal's own order blacks the screen at `?` before its help is asked.
  keyboard: { 191: ({ key }: KeyboardEvent) => void (key === '?' && deck.toggleHelp()) },
  // reveal obeys such messages from any page that frames or opens this one.
  postMessage: false,
  // The scroll view rebuilds the slides from their HTML, and a live terminal would not survive that.
  scrollActivationWidth: 0,
  view: isForPrint ? 'print' : null,
  // On paper a slide is one page: the steps of its demo are for the stage.
  pdfSeparateFragments: false,
  pdfMaxPagesPerSlide: 1,
  pdfPageHeightOffset: 0,
});

/** Was the page opened without the address of a slide? Then its place is that of the talk. */
const isAtHome = location.hash === '';
if (isForPrint) keepForPrint();
keepLinks();

await deck.initialize();

// As an application the deck would hide its text from a screen reader's browse mode.
const host = deck.getRevealElement() as HTMLElement;
host.removeAttribute('role');

clickerReachesDeck(deck);
followMap(deck);
followFit(deck);
if (!isForPrint && !isPresenter) followWindow(deck);
followOverview(deck);

const connection = new Connection('/ticket');
deck.addKeyBinding({ keyCode: 83, key: 'S', description: 'Presenter view' }, () => {
  if (connection.role !== 'presenter') return;
  tellTalk?.();
  open('presenter', 'presenter');
});
const heart = new Heart(connection);
heartContext.provide(host, { heart, deck });
customElements.define('reboot-heart', HeartElement);
followWithFavicon(heart);
loadDemosNearby(deck, connection);
const tellTalk = isPresenter || isForPrint ? undefined : loadTalkWhenUnderWay(deck, connection, isAtHome);
if (isPresenter) void import('./presenter/view.js').then((view) => view.showPresenterView(deck, Reveal, isAtHome));
followEdits(deck);
