/** The picture as an Ink app: pure functions make the lines, this puts them side by side. */
import { Box, type Key, Text, Transform, useInput } from 'ink';
import { Fragment } from 'react';
import { faultBar, header, help, keyBar } from './bars.js';
import type { Frame } from './frame.js';
import { FOOTER_ROWS, fitsIn, type Layout, layoutOf, PANE_HEAD_ROWS, type Size, tooSmall } from './layout.js';
import { monitor } from './monitor.js';
import { paneLines } from './panes.js';
import { ansi, fill, type Line, wrap } from './text.js';

interface BlockProps {
  lines: readonly Line[];
  width: number;
  colour: boolean;
}

/**
 * Lines that are known to be `width` cells wide. Ink remembers for ever how wide each text was that it ever measured,
 * and these change ten times a second: it measures blanks, and the lines take their place when it draws.
 */
function Block({ lines, width, colour }: BlockProps) {
  const blanks = Array.from({ length: lines.length }, () => ' '.repeat(width)).join('\n');
  return (
    <Box flexShrink={0} width={width} height={lines.length}>
      <Transform transform={(_blank, row) => ansi(lines[row] ?? [], colour)}>
        <Text>{blanks}</Text>
      </Transform>
    </Box>
  );
}

interface PartProps {
  frame: Frame;
  layout: Layout;
  colour: boolean;
}

function Panes({ frame, layout, colour }: PartProps) {
  const bar = Array.from(
    { length: layout.bodyRows + PANE_HEAD_ROWS },
    (): Line => [{ text: frame.marks.bar, tone: 'dim' }],
  );
  return (
    <Box>
      {layout.panes.map((box, at) => (
        <Fragment key={box.pane.title}>
          {at > 0 && <Block lines={bar} width={1} colour={colour} />}
          <Block lines={paneLines(frame, box, layout)} width={box.width} colour={colour} />
        </Fragment>
      ))}
    </Box>
  );
}

export interface FaceProps {
  frame: Frame;
  size: Size;
  colour: boolean;
  onKey(input: string, key: Key): void;
}

export function Face({ frame, size, colour, onKey }: FaceProps) {
  useInput(onKey);
  const { columns, rows } = size;
  if (!fitsIn(size)) {
    const words = wrap(tooSmall(size), columns).slice(0, rows);
    return <Block lines={words.map((text) => fill([{ text }], columns))} width={columns} colour={colour} />;
  }
  const layout = layoutOf(frame.demo, size, frame.marks.braille);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Block lines={[header(frame, columns)]} width={columns} colour={colour} />
      {frame.help ? (
        <Block lines={help(frame, columns)} width={columns} colour={colour} />
      ) : (
        <>
          <Panes frame={frame} layout={layout} colour={colour} />
          <Block lines={monitor(frame, layout)} width={columns} colour={colour} />
        </>
      )}
      <Box flexGrow={1} />
      <Box height={FOOTER_ROWS}>
        <Block lines={[faultBar(frame, columns), keyBar(frame, columns)]} width={columns} colour={colour} />
      </Box>
    </Box>
  );
}
