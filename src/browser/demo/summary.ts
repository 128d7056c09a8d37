import { html } from 'lit';
import { duration, type ProcessView, type View } from '../../log/view.js';

/**
 * The monitor in words, for viewers who cannot see it: read on
 * request, never spoken by itself. A table itself cannot be clipped.
 */
export const summary = (view: View): unknown => html`
  <div class="visually-hidden"><table>
    <caption>processes</caption>
    <thead>
      <tr><th scope="col">name</th><th scope="col">state</th><th scope="col">pid</th><th scope="col">lives</th><th scope="col">last recovery</th></tr>
    </thead>
    <tbody>
      ${Object.values(view.processes).map(
        (process) => html`
          <tr>
            <th scope="row">${process.id}</th>
            <td>${process.state}</td>
            <td>${process.pid ?? 'none'}</td>
            <td>${process.lives}</td>
            <td>${lastRecovery(process)}</td>
          </tr>
        `,
      )}
    </tbody>
  </table></div>
`;

function lastRecovery({ history }: ProcessView): string {
  const took = history.findLast(({ outageMs }) => outageMs !== undefined)?.outageMs;
  return took === undefined ? 'none' : duration(took);
}
