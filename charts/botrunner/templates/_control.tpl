{{/* The confined container of Pod Security "restricted". */}}
{{- define "botrunner.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "botrunner.podSecurity" -}}
runAsNonRoot: true
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* The launcher of profiles that name none, with the namespace of the sessions. */}}
{{- define "botrunner.launcher" -}}
{{- printf "%s?namespace=%s" .Values.sessions.launcher (include "botrunner.sessions" .) -}}
{{- end }}

{{/* What both roles are told: (dict "root" $ "role" "serve"). */}}
{{- define "botrunner.controlArgs" -}}
{{- $v := .root.Values -}}
{{- $settings := dict
      "role" .role
      "http" (printf "%s:8080" $v.listen)
      "manage" (printf "%s:8081" $v.listen)
      "link" (printf "%s:8082" $v.listen)
      "link-url" (include "botrunner.linkUrl" .root)
      "queue" (include "botrunner.queueUrl" .root)
      "launcher" (include "botrunner.launcher" .root)
      "bots" "/etc/botrunner/bots/bots.yaml"
      "keys" "/etc/botrunner/keys/keys.yaml"
      "seal-key" "/etc/botrunner/seal/seal.key"
      "log" "json" -}}
{{- if include "botrunner.redisSecret" .root -}}
{{- $_ := set $settings "queue-password-file" (printf "/etc/botrunner/queue/%s" (include "botrunner.redisSecretKey" .root)) -}}
{{- end -}}
{{- with $v.events.url -}}{{- $_ := set $settings "events" . -}}{{- end -}}
{{- if $v.tls.existingSecret -}}
{{- $_ := set $settings "tls-cert" "/etc/botrunner/tls/tls.crt" -}}
{{- $_ := set $settings "tls-key" "/etc/botrunner/tls/tls.key" -}}
{{- end -}}
{{- if eq .role "dispatch" -}}
{{- $_ := set $settings "launch-concurrency" (toString $v.dispatch.launchConcurrency) -}}
{{- end -}}
{{- range $name, $value := $v.settings -}}
{{- if hasKey $settings $name -}}
{{- fail (printf "settings.%s: the chart says '--%s' itself; see values.yaml for what it follows from" $name $name) -}}
{{- end -}}
{{- $_ := set $settings $name (toString $value) -}}
{{- end -}}
- control
{{- range $name := keys $settings | sortAlpha }}
- --{{ $name }}={{ get $settings $name }}
{{- end }}
{{- end }}

{{/* A Deployment of one role: (dict "root" $ "role" "serve" "values" .Values.serve). */}}
{{- define "botrunner.deployment" -}}
{{- $root := .root -}}
{{- $fullname := include "botrunner.fullname" $root -}}
{{- $selector := include "botrunner.selector" (dict "root" $root "part" .role) -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ $fullname }}-{{ .role }}
  namespace: {{ $root.Release.Namespace }}
  labels:
    {{- include "botrunner.commonLabels" $root | nindent 4 }}
    {{- $selector | nindent 4 }}
spec:
  replicas: {{ .values.replicas }}
  # A new one is ready before an old one goes. Sessions live in pods of their own and notice nothing.
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxUnavailable: 0, maxSurge: 1}
  selector:
    matchLabels:
      {{- $selector | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "botrunner.commonLabels" $root | nindent 8 }}
        {{- $selector | nindent 8 }}
        botrunner.dev/managed-port: "true"
      {{- with .values.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ $fullname }}-{{ .role }}
      # dispatch talks with the cluster; serve asks it for the keys that pods' tokens are signed with.
      automountServiceAccountToken: true
      enableServiceLinks: false
      # 5 s until nobody is sent here any more, and the 45 s that the program's own stop may take at most.
      terminationGracePeriodSeconds: {{ add $root.Values.preStopSeconds 45 }}
      {{- with .values.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      securityContext:
        {{- include "botrunner.podSecurity" $root | nindent 8 }}
        {{- with $root.Values.runAsUser }}
        runAsUser: {{ int64 . }}
        {{- end }}
      {{- with $root.Values.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      topologySpreadConstraints:
        {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              {{- $selector | nindent 14 }}
        {{- end }}
      {{- with .values.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with .values.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      containers:
        - name: control
          image: {{ include "botrunner.image" (dict "root" $root "image" $root.Values.image.control) }}
          imagePullPolicy: {{ $root.Values.image.control.pullPolicy }}
          {{- with $root.Values.image.control.command }}
          command:
            {{- toYaml . | nindent 12 }}
          {{- end }}
          args:
            {{- include "botrunner.controlArgs" (dict "root" $root "role" .role) | nindent 12 }}
          {{- with .values.env }}
          env:
            {{- range $name := keys . | sortAlpha }}
            - {name: {{ $name }}, value: {{ get $.values.env $name | quote }}}
            {{- end }}
          {{- end }}
          ports:
            {{- if eq .role "serve" }}
            - {name: api, containerPort: 8080}
            - {name: link, containerPort: 8082}
            {{- end }}
            - {name: manage, containerPort: 8081}
          startupProbe:
            httpGet: {path: /livez, port: manage}
            periodSeconds: 1
            failureThreshold: 60
          readinessProbe:
            httpGet: {path: /readyz, port: manage}
            periodSeconds: 2
            failureThreshold: 2
          livenessProbe:
            httpGet: {path: /livez, port: manage}
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          lifecycle:
            preStop:
              sleep: {seconds: {{ $root.Values.preStopSeconds }}}
          resources:
            {{- toYaml .values.resources | nindent 12 }}
          securityContext:
            {{- include "botrunner.confined" $root | nindent 12 }}
          volumeMounts:
            - {name: tmp, mountPath: /tmp}
            - {name: bots, mountPath: /etc/botrunner/bots, readOnly: true}
            - {name: keys, mountPath: /etc/botrunner/keys, readOnly: true}
            - {name: seal, mountPath: /etc/botrunner/seal, readOnly: true}
            {{- if include "botrunner.redisSecret" $root }}
            - {name: queue, mountPath: /etc/botrunner/queue, readOnly: true}
            {{- end }}
            {{- if $root.Values.tls.existingSecret }}
            - {name: tls, mountPath: /etc/botrunner/tls, readOnly: true}
            {{- end }}
            {{- with $root.Values.extraVolumeMounts }}
            {{- toYaml . | nindent 12 }}
            {{- end }}
      volumes:
        - {name: tmp, emptyDir: {}}
        # Folders and not single files: what changes reaches the program, which reads it again within 10 s.
        - {name: bots, configMap: {name: {{ $fullname }}-bots}}
        - {name: keys, secret: {secretName: {{ include "botrunner.keysSecret" $root }}, items: [{key: keys.yaml, path: keys.yaml}]}}
        - {name: seal, secret: {secretName: {{ include "botrunner.sealSecret" $root }}, items: [{key: seal.key, path: seal.key}]}}
        {{- with include "botrunner.redisSecret" $root }}
        {{- $key := include "botrunner.redisSecretKey" $root }}
        - {name: queue, secret: {secretName: {{ . }}, items: [{key: {{ $key }}, path: {{ $key }}}]}}
        {{- end }}
        {{- with $root.Values.tls.existingSecret }}
        - {name: tls, secret: {secretName: {{ . }}}}
        {{- end }}
        {{- with $root.Values.extraVolumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
{{- end }}
