{{/* Seconds of a duration as bots.yaml writes them: 20s, 5m, 2h. */}}
{{- define "botrunner.seconds" -}}
{{- $text := . | toString -}}
{{- if not (regexMatch "^[0-9]{1,9}[smh]$" $text) -}}
{{- fail (printf "'%s' is no duration: expected one like 20s, 5m or 2h" $text) -}}
{{- end -}}
{{- $number := regexFind "^[0-9]+" $text | int64 -}}
{{- $unit := regexFind "[smh]$" $text -}}
{{- if eq $unit "h" -}}{{ mul $number 3600 }}{{- else if eq $unit "m" -}}{{ mul $number 60 }}{{- else -}}{{ $number }}{{- end -}}
{{- end }}

{{/* The clocks of a profile, as those of the launcher: everything that has to do with leaving follows from good_bye. */}}
{{- define "botrunner.goodBye" -}}{{ include "botrunner.seconds" (.good_bye | default "20s") }}{{- end }}
{{- define "botrunner.startDeadline" -}}{{ include "botrunner.seconds" (.start_deadline | default "60s") }}{{- end }}
{{- define "botrunner.maxDuration" -}}{{ include "botrunner.seconds" (.max_duration | default "2h") }}{{- end }}

{{/* From SIGTERM to SIGKILL of a pod with one session. */}}
{{- define "botrunner.grace" -}}
{{- add (include "botrunner.goodBye" . | int64) 15 -}}
{{- end }}

{{/* From SIGTERM to SIGKILL of a worker: its sessions may last as long as they may. */}}
{{- define "botrunner.workerGrace" -}}
{{- add (include "botrunner.maxDuration" . | int64) (include "botrunner.goodBye" . | int64) 15 -}}
{{- end }}

{{/*
(dict "profile" p "pending" "15m" "wait" "20s"): until the cluster ends the Job of a pod that claims its session by itself. It
counts from the Job's start, and the pod may be pending for long before it claims.
*/}}
{{- define "botrunner.deadline" -}}
{{- add (include "botrunner.seconds" .pending | int64) (include "botrunner.seconds" .wait | int64) (include "botrunner.startDeadline" .profile | int64) (include "botrunner.maxDuration" .profile | int64) (include "botrunner.goodBye" .profile | int64) 60 -}}
{{- end }}
