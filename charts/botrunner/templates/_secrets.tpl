{{/* A value of a Secret that is there already, else a new one of 40 letters: (dict "namespace" "name" "key"). */}}
{{- define "botrunner.keptOrNew" -}}
{{- $there := lookup "v1" "Secret" .namespace .name -}}
{{- if and $there (get ($there.data | default dict) .key) -}}
{{- get $there.data .key | b64dec -}}
{{- else -}}
{{- randAlphaNum 40 -}}
{{- end -}}
{{- end }}

{{/* Whether this chart makes the list of keys. */}}
{{- define "botrunner.makesKeys" -}}
{{- if not .Values.auth.existingSecret -}}yes{{- end -}}
{{- end }}

{{/* Whether KEDA asks the API and no key for that was given. */}}
{{- define "botrunner.makesWorkKey" -}}
{{- if and .Values.keda.bots (has "metrics-api" .Values.keda.triggers) (not .Values.keda.metricsApi.existingSecret) -}}yes{{- end -}}
{{- end }}

{{/* Whether some bot brings its events to the broker itself. */}}
{{- define "botrunner.direct" -}}
{{- range $bot, $profile := .Values.bots -}}
{{- if eq (($profile | default dict).events | default "link") "direct" -}}yes {{ end -}}
{{- end -}}
{{- end }}
