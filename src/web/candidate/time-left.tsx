import { useEffect, useRef, useState } from 'react';
import { type ClockReading, remainingMs } from '../connection/index.ts';
import { timeAnnouncement, timeLeft } from './time-announcement.ts';

const HIDDEN_KEY = 'assay-hide-time';

/** The remaining time: calm, in minutes, hideable, and told to a screen reader only at a few moments. */
export function TimeLeft({ clock }: { readonly clock: ClockReading }) {
  const [isHidden, setIsHidden] = useState(() => !clock.shown || localStorage.getItem(HIDDEN_KEY) === 'yes');
  const [leftMs, setLeftMs] = useState(() => remainingMs(clock, performance.now()));
  const [announcement, setAnnouncement] = useState('');
  const beforeMs = useRef(leftMs);

  useEffect(() => {
    const look = () => {
      const nowMs = remainingMs(clock, performance.now());
      const sentence = timeAnnouncement(clock.budgetMs, beforeMs.current, nowMs);
      beforeMs.current = nowMs;
      setLeftMs(nowMs);
      if (sentence !== null) setAnnouncement(sentence);
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [clock]);

  function toggle(): void {
    localStorage.setItem(HIDDEN_KEY, isHidden ? 'no' : 'yes');
    setIsHidden(!isHidden);
  }

  return (
    <div className="time">
      {!isHidden && (
        <span className="time__left numbers" role="timer" aria-live="off">
          {timeLeft(leftMs)}
          {!clock.running && ' (stopped)'}
        </span>
      )}
      <button type="button" className="button button--quiet button--small" onClick={toggle}>
        {isHidden ? 'Show time' : 'Hide'}
        {!isHidden && <span className="visually-hidden"> time</span>}
      </button>
      <span className="visually-hidden" role="status">
        {announcement}
      </span>
    </div>
  );
}
