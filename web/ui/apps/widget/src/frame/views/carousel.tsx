import type { Card, CardButton } from '@frontdesk/protocol';
import { useRef, useState } from 'preact/hooks';
import { safeUrl } from '../text/links.ts';
import { useScene } from './hooks.ts';
import { LinkIcon, NextIcon } from './icons.tsx';
import { Soft } from './said.tsx';

/** Scrolled as far as this from an end is at it. */
const NEAR_PX = 4;

/** Sideways by touch, wheel and arrow keys, and by two buttons for whoever has none of these. */
export function Carousel({
  message,
  cards,
  live,
}: {
  message: string | null;
  cards: readonly Card[];
  live: boolean;
}) {
  const { words } = useScene();
  const strip = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState<'start' | 'middle' | 'end'>('start');
  const looks = () => {
    const element = strip.current;
    if (!element) return;
    // From the right it counts below zero.
    const gone = Math.abs(element.scrollLeft);
    const left = element.scrollWidth - element.clientWidth - gone;
    setAt(gone < NEAR_PX ? 'start' : left < NEAR_PX ? 'end' : 'middle');
  };
  const step = (direction: 1 | -1) => {
    const element = strip.current;
    if (!element) return;
    const forward = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
    const { width = element.clientWidth } = element.firstElementChild?.getBoundingClientRect() ?? {};
    element.scrollBy({ left: direction * forward * width, behavior: 'smooth' });
  };
  return (
    <section class="carousel" aria-label={words.cards} data-at={cards.length > 1 ? at : null}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must be able to scroll it */}
      <ul class="cards" ref={strip} onScroll={looks} tabIndex={0} aria-label={words.cards}>
        {cards.map((card, index) => (
          <CardView key={index} card={card} message={message} live={live} />
        ))}
      </ul>
      {cards.length > 1 && (
        <div class="carousel-steps">
          <button
            type="button"
            class="round small back"
            aria-label={words.previousCard}
            aria-disabled={at === 'start'}
            onClick={() => step(-1)}
          >
            <NextIcon />
          </button>
          <button
            type="button"
            class="round small"
            aria-label={words.nextCard}
            aria-disabled={at === 'end'}
            onClick={() => step(1)}
          >
            <NextIcon />
          </button>
        </div>
      )}
    </section>
  );
}

function CardView({ card, message, live }: { card: Card; message: string | null; live: boolean }) {
  const image = card.image === null ? null : safeUrl(card.image);
  return (
    <li class="card">
      {image !== null && <img src={image} alt="" loading="lazy" referrerpolicy="no-referrer" />}
      <div class="card-body">
        <h2 dir="auto">
          <Soft text={card.title} />
        </h2>
        {card.description !== null && (
          <p dir="auto">
            <Soft text={card.description} />
          </p>
        )}
      </div>
      {card.buttons.map((button) => (
        <CardAction key={button.label} button={button} message={message} live={live} />
      ))}
    </li>
  );
}

function CardAction({
  button,
  message,
  live,
}: {
  button: CardButton;
  message: string | null;
  live: boolean;
}) {
  const { words, thread } = useScene();
  if (button.type === 'link') {
    const href = safeUrl(button.url);
    if (href === null) return null;
    return (
      <a class="card-action" href={href} target="_blank" rel="noopener noreferrer">
        {button.label}
        <LinkIcon />
        <span class="only-heard"> ({words.opensNewTab})</span>
      </a>
    );
  }
  if (!live || message === null) return null;
  return (
    <button type="button" class="card-action" onClick={() => thread.choose(message, button.id, button.label)}>
      {button.label}
    </button>
  );
}
