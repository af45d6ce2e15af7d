import type { Card, CardButton } from '@frontdesk/protocol';
import { useRef } from 'preact/hooks';
import { safeUrl } from '../text/links.ts';
import { useScene } from './hooks.ts';
import { LinkIcon, NextIcon } from './icons.tsx';

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
  const step = (direction: 1 | -1) => {
    const element = strip.current;
    if (!element) return;
    const forward = getComputedStyle(element).direction === 'rtl' ? -1 : 1;
    element.scrollBy({ left: direction * forward * element.clientWidth * 0.8, behavior: 'smooth' });
  };
  return (
    <section class="carousel" aria-label={words.cards}>
      <ul class="cards" ref={strip}>
        {cards.map((card) => (
          <CardView key={card.title} card={card} message={message} live={live} />
        ))}
      </ul>
      {cards.length > 1 && (
        <div class="carousel-steps">
          <button
            type="button"
            class="round small back"
            aria-label={words.previousCard}
            onClick={() => step(-1)}
          >
            <NextIcon />
          </button>
          <button type="button" class="round small" aria-label={words.nextCard} onClick={() => step(1)}>
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
        <h2 dir="auto">{card.title}</h2>
        {card.description !== null && <p dir="auto">{card.description}</p>}
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
