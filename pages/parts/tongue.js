/* Say at the page's root which language it is in and which way it runs: Streamlit knows neither. */

export default function ({ data }) {
  const root = document.documentElement;
  root.lang = data.language;
  root.dir = data.direction;
}
