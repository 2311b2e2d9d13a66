// Each library with its defaults, behind the same two words. Bundled one by one; `origin` is the benchmark's own server.
export const peers = {
  segment: `import { AnalyticsBrowser } from '@segment/analytics-next';
    const a = AnalyticsBrowser.load({ writeKey: 'wk', cdnSettings: { integrations: { 'Segment.io': { apiKey: 'wk', apiHost: location.host + '/segment/v1', protocol: 'http', type: 'browser', versionSettings: { version: '4.4.7', componentTypes: ['browser'] } } } } });
    window.shirube = { track: (n, p) => a.track(n, p) };`,
  posthog: `import posthog from 'posthog-js';
    posthog.init('phc_1', { api_host: location.origin + '/posthog', autocapture: false, capture_pageview: false, capture_pageleave: false, disable_session_recording: true, disable_surveys: true, advanced_disable_flags: true, advanced_disable_decide: true, disable_compression: true, opt_out_useragent_filter: true, disable_external_dependency_loading: true });
    window.shirube = { track: (n, p) => posthog.capture(n, p) };`,
  rudderstack: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
    const r = new RudderAnalytics();
    r.load('wk', location.origin + '/rudder', { sendAdblockPage: false, loadIntegration: false, getSourceConfig: () => ({ source: { id: 's', name: 's', writeKey: 'wk', enabled: true, workspaceId: 'w', config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } }, connections: [], destinations: [] } }) });
    window.shirube = { track: (n, p) => r.track(n, p) };`,
  snowplow: `import { newTracker, trackSelfDescribingEvent } from '@snowplow/browser-tracker';
    newTracker('sp', location.origin, { appId: 'bench' });
    window.shirube = { track: (n, p) => trackSelfDescribingEvent({ event: { schema: 'iglu:com.example/' + n + '/jsonschema/1-0-0', data: { name: n, ...p } } }) };`,
  mixpanel: `import mixpanel from 'mixpanel-browser';
    mixpanel.init('t', { api_host: location.origin + '/mixpanel', api_payload_format: 'json', persistence: 'localStorage', track_pageview: false, autocapture: false, ignore_dnt: true });
    window.shirube = { track: (n, p) => mixpanel.track(n, p) };`,
  amplitude: `import * as amplitude from '@amplitude/analytics-browser';
    amplitude.init('key', { serverUrl: location.origin + '/amplitude', autocapture: false, fetchRemoteConfig: false, logLevel: 0 });
    window.shirube = { track: (n, p) => amplitude.track(n, p) };`,
  sentry: `import * as Sentry from '@sentry/browser';
    Sentry.init({ dsn: location.protocol + '//k@' + location.host + '/1', tracesSampleRate: 0, integrations: (list) => list.filter((i) => i.name !== 'Dedupe') });
    window.shirube = { track: (n) => Sentry.captureMessage(n) };`,
};
