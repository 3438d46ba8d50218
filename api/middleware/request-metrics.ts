import type { RequestHandler } from 'express';
import { Histogram, type Registry } from 'prom-client';

/** Durations by method and status class: no addresses, which hold ids. */
export function requestMetrics(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'throughline_http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return (req, res, next) => {
    const end = seconds.startTimer();
    res.once('finish', () => {
      end({ method: req.method, status: `${Math.floor(res.statusCode / 100)}xx` });
    });
    next();
  };
}
