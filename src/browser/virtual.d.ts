declare module 'virtual:demos' {
  const sheets: Record<string, import('../stage/sheet.js').DemoSheet>;
  export default sheets;
}

declare module 'virtual:lessons' {
  const lessons: import('../workshop/lesson.js').Lesson[];
  export default lessons;
}
