declare module 'virtual:demos' {
  const manifests: Record<string, import('../demo/manifest.js').DemoManifest>;
  export default manifests;
}

declare module 'virtual:outline' {
  const outline: import('../deck/outline.js').Outline;
  export default outline;
}

declare module 'virtual:lessons' {
  const lessons: import('../workshop/lesson.js').Lesson[];
  export default lessons;
}

declare module 'virtual:questions' {
  const questions: Record<string, import('../workshop/lesson.js').Question>;
  export default questions;
}

declare module 'virtual:polls' {
  const polls: Record<string, { html: string; options: string[] }>;
  export default polls;
}
