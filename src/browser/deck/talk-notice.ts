const ASK = 'Another device drives the talk. This page looks around on its own.';
const LOOKS = 'You look around on your own.';

/** The words about the place of this page in the talk, at the lower edge of the window, with what can be done. */
export class TalkNotice {
  private readonly element = document.createElement('div');
  private readonly words = document.createElement('p');

  constructor(
    host: HTMLElement,
    private readonly mayDrive: boolean,
    { follow, drive }: { follow: () => void; drive: () => void },
  ) {
    this.element.className = 'talk-notice';
    this.element.role = 'status';
    this.element.hidden = true;
    this.element.append(this.words, button(mayDrive ? 'follow' : 'follow the talk', follow));
    if (mayDrive) this.element.append(button('take over', drive));
    host.append(this.element);
  }

  ask(): void {
    this.say(this.mayDrive ? ASK : LOOKS);
  }

  say(words: string): void {
    this.words.textContent = words;
    this.element.hidden = false;
  }

  hide(): void {
    this.element.hidden = true;
  }
}

function button(name: string, press: () => void): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = name;
  element.addEventListener('click', press);
  return element;
}
