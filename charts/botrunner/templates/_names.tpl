{{/* What everything of a release is called. */}}
{{- define "botrunner.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains "botrunner" .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-botrunner" .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "botrunner.labels" -}}
{{ include "botrunner.commonLabels" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* The same, beside a selector, which has the instance. */}}
{{- define "botrunner.commonLabels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: botrunner
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* Selects the pods of one part: (dict "root" $ "part" "serve"). */}}
{{- define "botrunner.selector" -}}
app.kubernetes.io/name: botrunner
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .part }}
{{- end }}

{{/* Where bots' pods are. */}}
{{- define "botrunner.sessions" -}}
{{- .Values.sessions.namespace | default (printf "%s-bots" .Release.Namespace | trunc 63) -}}
{{- end }}

{{/* Selects bots' pods where they are: all that is there, unless we are there too. */}}
{{- define "botrunner.botSelector" -}}
{{- if eq (include "botrunner.sessions" .) .Release.Namespace -}}
matchLabels:
  app.kubernetes.io/name: bot
{{- else -}}
{}
{{- end -}}
{{- end }}

{{- define "botrunner.scheme" -}}
{{- if .Values.tls.existingSecret }}https{{ else }}http{{ end -}}
{{- end }}

{{- define "botrunner.linkUrl" -}}
{{- .Values.link.url | default (printf "%s://%s-link.%s.svc.%s:%d" (include "botrunner.scheme" .) (include "botrunner.fullname" .) .Release.Namespace .Values.clusterDomain (int .Values.link.port)) -}}
{{- end }}

{{- define "botrunner.image" -}}
{{- $tag := .image.tag | default .root.Chart.AppVersion -}}
{{- if .image.digest -}}
{{- printf "%s@%s" .image.repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" .image.repository $tag -}}
{{- end -}}
{{- end }}

{{/* Names of Secrets: the one that is given, else ours. */}}
{{- define "botrunner.keysSecret" -}}
{{- .Values.auth.existingSecret | default (printf "%s-keys" (include "botrunner.fullname" .)) -}}
{{- end }}
{{- define "botrunner.sealSecret" -}}
{{- .Values.sealKey.existingSecret | default (printf "%s-seal" (include "botrunner.fullname" .)) -}}
{{- end }}
{{- define "botrunner.redisSecret" -}}
{{- if .Values.redis.builtin.enabled -}}
{{- printf "%s-redis" (include "botrunner.fullname" .) -}}
{{- else -}}
{{- .Values.redis.existingSecret -}}
{{- end -}}
{{- end }}
{{- define "botrunner.redisSecretKey" -}}
{{- if .Values.redis.builtin.enabled -}}control{{- else -}}{{- .Values.redis.passwordKey -}}{{- end -}}
{{- end }}

{{/* Where sessions wait. */}}
{{- define "botrunner.queueUrl" -}}
{{- if .Values.redis.builtin.enabled -}}
{{- printf "redis://control@%s-redis.%s.svc.%s:6379" (include "botrunner.fullname" .) .Release.Namespace .Values.clusterDomain -}}
{{- else -}}
{{- .Values.redis.url -}}
{{- end -}}
{{- end }}
