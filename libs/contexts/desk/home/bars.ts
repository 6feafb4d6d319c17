import { type CivilDate, formatDate, formatPounds, pence } from '#kernel';
import type { WeekOfMoney } from './home.queries.js';

const WIDTH = 720;
const HEIGHT = 190;
const FOOT = 24;

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BarsView {
  readonly width: number;
  readonly height: number;
  readonly weeks: readonly { readonly due: Bar; readonly received: Bar; readonly label: string; readonly x: number }[];
  /** What the chart shows, as its title. */
  readonly title: string;
}

/** Two bars a week, due and received, on one scale; the table under the chart has the same figures in pounds. */
export function bars(weeks: readonly WeekOfMoney[]): BarsView {
  const most = Math.max(1, ...weeks.flatMap((w) => [w.due_pence, w.received_pence]));
  const slot = WIDTH / Math.max(1, weeks.length);
  const width = Math.round(slot * 0.36);
  const bar = (amount: number, x: number): Bar => {
    const height = Math.round((Math.max(0, amount) / most) * (HEIGHT - FOOT));
    return { x: Math.round(x), y: HEIGHT - FOOT - height, width, height };
  };
  const due = weeks.reduce((sum, w) => sum + w.due_pence, 0);
  const received = weeks.reduce((sum, w) => sum + w.received_pence, 0);
  const gap = received - due;
  const title =
    due === 0 && received === 0
      ? `In ${weeks.length} weeks nothing fell due and nothing came in`
      : `In ${weeks.length} weeks ${formatPounds(pence(received))} came in: ${verdictOn(gap, due)}`;
  return {
    width: WIDTH,
    height: HEIGHT,
    title,
    weeks: weeks.map((w, i) => ({
      due: bar(w.due_pence, i * slot + slot * 0.1),
      received: bar(w.received_pence, i * slot + slot * 0.5),
      // Every third, so that the words can be large enough for a phone.
      label: i % 3 === 0 ? dayAndMonth(w.week_of) : '',
      x: Math.round(i * slot + slot * 0.1),
    })),
  };
}

function verdictOn(gap: number, due: number): string {
  if (gap === 0) return 'exactly what fell due';
  return `${formatPounds(pence(Math.abs(gap)))} ${gap > 0 ? 'more' : 'less'} than the ${formatPounds(pence(due))} that fell due`;
}

/** '9 Mar' */
function dayAndMonth(day: CivilDate): string {
  const [date, month] = formatDate(day).split(' ');
  return `${date} ${month?.slice(0, 3)}`;
}
