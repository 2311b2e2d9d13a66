import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { ShirubeProvider } from './shirube';

// Outside of the component: the same object at every render.
const options = { config: '/shirube.json' };
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <ShirubeProvider options={options}>
        <App />
      </ShirubeProvider>
    </StrictMode>,
  );
