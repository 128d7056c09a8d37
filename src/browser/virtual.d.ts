declare module 'virtual:demos' {
  const sheets: Record<string, import('../stage/sheet.js').DemoSheet>;
  export default sheets;
}
