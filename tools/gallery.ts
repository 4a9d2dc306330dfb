// Writes a page with every part of the design system to build/gallery.html, for looking at.
import { mkdirSync, writeFileSync } from 'node:fs';
import { renderPage } from '../src/design/index.ts';
import { buildAssets } from './build-assets.ts';
import { Gallery } from './gallery-page.tsx';

const assets = await buildAssets();
mkdirSync('build', { recursive: true });
writeFileSync('build/gallery.html', renderPage(Gallery({ assets })));
console.log('build/gallery.html');
