# One image, three roles: the command chooses (docker-compose.yml). Node and its packages are built once, here.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# Packages first: this layer is only made anew when the lockfile changes.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
# The command line program compiles whatever is not compiled yet, and bundles the workflow code.
RUN node bin/throughline.mjs help && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production TZ=UTC HOST=0.0.0.0 THROUGHLINE_DATA=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json /app/package-lock.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/dist ./dist
COPY --from=build /app/pathways ./pathways
COPY --from=build /app/instruments ./instruments
COPY --from=build /app/clinic ./clinic
COPY --from=build /app/texts ./texts
COPY --from=build /app/src/mail/templates ./src/mail/templates
COPY --from=build /app/api/pages ./api/pages
COPY --from=build /app/api/patient/pages ./api/patient/pages
USER node
VOLUME /data
EXPOSE 8080
CMD ["node", "dist/src/processes/server.js"]
