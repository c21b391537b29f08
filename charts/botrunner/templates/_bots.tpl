{{/* Who brings a bot's processes to life: "keda", "workers", or "launcher". (dict "root" $ "bot" name) */}}
{{- define "botrunner.way" -}}
{{- $keda := hasKey .root.Values.keda.bots .bot -}}
{{- $workers := hasKey .root.Values.workers.bots .bot -}}
{{- if and $keda $workers -}}{{- fail (printf "bot '%s' stands in keda.bots and in workers.bots: expected one of them" .bot) -}}{{- end -}}
{{- if $keda -}}keda{{- else if $workers -}}workers{{- else -}}launcher{{- end -}}
{{- end }}

{{/* Whether a bot is launched by us: then something has to dispatch. */}}
{{- define "botrunner.launches" -}}
{{- range $bot, $profile := .Values.bots -}}
{{- if and (eq (include "botrunner.way" (dict "root" $ "bot" $bot)) "launcher") (ne (($profile | default dict).launcher | default "kubernetes") "none") -}}yes {{ end -}}
{{- end -}}
{{- end }}

{{/* Whether a launcher makes bare pods: then it may. */}}
{{- define "botrunner.launchesPods" -}}
{{- range $bot, $profile := .Values.bots -}}
{{- $launcher := ($profile | default dict).launcher | default $.Values.sessions.launcher -}}
{{- if and (eq (include "botrunner.way" (dict "root" $ "bot" $bot)) "launcher") (regexMatch "^kubernetes:(pod|pool)" $launcher) -}}yes {{ end -}}
{{- end -}}
{{- end }}

{{/* The keys of a profile that whoever starts the bot's program goes by. */}}
{{- define "botrunner.hasProgram" -}}
{{- if or .exec .java .announce .secrets_from -}}yes{{- end -}}
{{- end }}

{{/* Environment, mounts and volumes that a bot's pod gets from this chart: (dict "root" "bot" "profile" "commands" (list "RUN")). */}}
{{- define "botrunner.additions" -}}
{{- $v := .root.Values -}}
{{- $env := list -}}{{- $mounts := list -}}{{- $volumes := list -}}
{{- if eq (.profile.events | default "link") "direct" -}}
  {{- $url := $v.events.direct.url -}}
  {{- $secret := $v.events.direct.existingSecret -}}
  {{- if and $v.redis.builtin.enabled (not $url) -}}
    {{- $url = printf "redis://runner@%s-redis.%s.svc.%s:6379" (include "botrunner.fullname" .root) .root.Release.Namespace $v.clusterDomain -}}
    {{- $secret = printf "%s-events" (include "botrunner.fullname" .root) -}}
  {{- end -}}
  {{- if not $url -}}{{- fail (printf "bot '%s' says events: direct: events.direct.url has to say where, with a user that may only write events" .bot) -}}{{- end -}}
  {{- if $secret -}}
    {{- $url = printf "%s%spassword-file=/etc/botrunner/events/password" $url (ternary "&" "?" (contains "?" $url)) -}}
    {{- $mounts = append $mounts (dict "name" "events" "mountPath" "/etc/botrunner/events" "readOnly" true) -}}
    {{- $volumes = append $volumes (dict "name" "events" "secret" (dict "secretName" $secret "items" (list (dict "key" $v.events.direct.passwordKey "path" "password")))) -}}
  {{- end -}}
  {{- $env = append $env (dict "name" "BOTRUNNER_EVENTS_URL" "value" $url) -}}
  {{- with get $v.settings "events-prefix" -}}{{- $env = append $env (dict "name" "BOTRUNNER_EVENTS_PREFIX" "value" (toString .)) -}}{{- end -}}
  {{- with get $v.settings "topics" -}}{{- $env = append $env (dict "name" "BOTRUNNER_EVENTS_TOPICS" "value" (toString .)) -}}{{- end -}}
{{- end -}}
{{- if include "botrunner.hasProgram" .profile -}}
  {{- range .commands -}}
    {{- $env = append $env (dict "name" (printf "BOTRUNNER_%s_BOTS" .) "value" "/etc/botrunner/program/bots.yaml") -}}
  {{- end -}}
  {{- $mounts = append $mounts (dict "name" "program" "mountPath" "/etc/botrunner/program" "readOnly" true) -}}
  {{- $volumes = append $volumes (dict "name" "program" "configMap" (dict "name" (printf "bot-%s" .bot))) -}}
{{- end -}}
{{- if .profile.secrets_from -}}
  {{- range .commands -}}
    {{- $env = append $env (dict "name" (printf "BOTRUNNER_%s_SECRETS_DIR" .) "value" "/etc/botrunner/secrets") -}}
  {{- end -}}
  {{- range $i, $name := .profile.secrets_from -}}
    {{- $mounts = append $mounts (dict "name" (printf "secret-%d" $i) "mountPath" (printf "/etc/botrunner/secrets/%s" $name) "readOnly" true) -}}
    {{- $volumes = append $volumes (dict "name" (printf "secret-%d" $i) "secret" (dict "secretName" $name)) -}}
  {{- end -}}
{{- end -}}
{{- dict "env" $env "volumeMounts" $mounts "volumes" $volumes | toYaml -}}
{{- end }}

{{/*
A pod template with a profile's fragment merged over it: lists of volumes, and of the bot's mounts and variables, grow; the
rest of the fragment wins. (dict "base" template "fragment" fragment)
*/}}
{{- define "botrunner.merged" -}}
{{- $base := deepCopy .base -}}
{{- $fragment := deepCopy (.fragment | default dict) -}}
{{- $spec := get $fragment "spec" | default dict -}}
{{- $bot := first (get (get $base "spec") "containers") -}}
{{- $others := list -}}
{{- range get $spec "containers" | default list -}}
  {{- if eq .name "bot" -}}
    {{- $env := concat (get $bot "env" | default list) (get . "env" | default list) -}}
    {{- $mounts := concat (get $bot "volumeMounts" | default list) (get . "volumeMounts" | default list) -}}
    {{- $bot = mergeOverwrite $bot (omit . "env" "volumeMounts") -}}
    {{- if $env }}{{- $_ := set $bot "env" $env -}}{{- end -}}
    {{- if $mounts }}{{- $_ := set $bot "volumeMounts" $mounts -}}{{- end -}}
  {{- else -}}
    {{- $others = append $others . -}}
  {{- end -}}
{{- end -}}
{{- $volumes := concat (get (get $base "spec") "volumes" | default list) (get $spec "volumes" | default list) -}}
{{- $merged := mergeOverwrite (get $base "spec") (omit $spec "containers" "volumes") -}}
{{- $_ := set $merged "containers" (prepend $others $bot) -}}
{{- if $volumes }}{{- $_ := set $merged "volumes" $volumes -}}{{- end -}}
{{- $out := dict "spec" $merged -}}
{{- $metadata := mergeOverwrite (get $base "metadata" | default dict) (get $fragment "metadata" | default dict) -}}
{{- if $metadata }}{{- $_ := set $out "metadata" $metadata -}}{{- end -}}
{{- toYaml $out -}}
{{- end }}

{{/* The layer under a profile's fragment that all bots' pods have: (dict "root" "bot" "profile" "commands"). */}}
{{- define "botrunner.botLayer" -}}
{{- $v := .root.Values -}}
{{- $added := include "botrunner.additions" . | fromYaml -}}
{{- $container := dict "name" "bot" "imagePullPolicy" $v.image.runner.pullPolicy -}}
{{- with $v.sessions.resources -}}{{- $_ := set $container "resources" . -}}{{- end -}}
{{- with $added.env -}}{{- $_ := set $container "env" . -}}{{- end -}}
{{- with $added.volumeMounts -}}{{- $_ := set $container "volumeMounts" . -}}{{- end -}}
{{- $spec := dict "containers" (list $container) -}}
{{- with $added.volumes -}}{{- $_ := set $spec "volumes" . -}}{{- end -}}
{{- with $v.imagePullSecrets -}}{{- $_ := set $spec "imagePullSecrets" . -}}{{- end -}}
{{- range $key := list "priorityClassName" "runtimeClassName" "nodeSelector" "tolerations" -}}
  {{- with get $v.sessions $key -}}{{- $_ := set $spec $key . -}}{{- end -}}
{{- end -}}
{{- with $v.runAsUser -}}{{- $_ := set $spec "securityContext" (dict "runAsUser" (int64 .)) -}}{{- end -}}
{{- dict "spec" $spec | toYaml -}}
{{- end }}

{{/* A profile as the control server reads it: (dict "root" "bot" "profile"). */}}
{{- define "botrunner.profile" -}}
{{- $profile := deepCopy .profile -}}
{{- $way := include "botrunner.way" (dict "root" .root "bot" .bot) -}}
{{- if ne $way "launcher" -}}
  {{- if ne ($profile.launcher | default "none") "none" -}}
    {{- fail (printf "bot '%s' has 'launcher: %s' and stands in %s.bots: expected one of them" .bot $profile.launcher $way) -}}
  {{- end -}}
  {{- $_ := set $profile "launcher" "none" -}}
  {{- $_ := unset $profile "pod" -}}
{{- else if ne ($profile.launcher | default "kubernetes:") "none" -}}
  {{- with $profile.launcher -}}
    {{- if not (contains "namespace=" .) -}}
      {{- $_ := set $profile "launcher" (printf "%s%snamespace=%s" . (ternary "&" "?" (contains "?" .)) (include "botrunner.sessions" $.root)) -}}
    {{- end -}}
  {{- end -}}
  {{- $pool := hasPrefix "kubernetes:pool" ($profile.launcher | default .root.Values.sessions.launcher) -}}
  {{- $layer := include "botrunner.botLayer" (dict "root" .root "bot" .bot "profile" $profile "commands" (ternary (list "RUN" "WORK") (list "RUN") $pool)) | fromYaml -}}
  {{- $_ := set $profile "pod" (include "botrunner.merged" (dict "base" $layer "fragment" $profile.pod) | fromYaml) -}}
{{- end -}}
{{- if not $profile.image -}}{{- $_ := set $profile "image" (include "botrunner.image" (dict "root" .root "image" .root.Values.image.runner)) -}}{{- end -}}
{{- toYaml $profile -}}
{{- end }}

{{/*
The pod template of a pod that claims by itself, as the launcher would make it:
(dict "root" "bot" "profile" "account" "args" list "grace" n "seconds" n or 0)
*/}}
{{- define "botrunner.claimingPod" -}}
{{- $layer := include "botrunner.botLayer" (dict "root" .root "bot" .bot "profile" .profile "commands" (list "WORK")) | fromYaml -}}
{{- $image := .profile.image | default (include "botrunner.image" (dict "root" .root "image" .root.Values.image.runner)) -}}
{{- $container := dict
      "image" $image
      "args" .args
      "env" (list
        (dict "name" "BOTRUNNER_LINK_URL" "value" (include "botrunner.linkUrl" .root))
        (dict "name" "BOTRUNNER_TICKET_FILE" "value" "/var/run/botrunner/ticket/token"))
      "securityContext" (include "botrunner.confined" .root | fromYaml)
      "volumeMounts" (list (dict "name" "tmp" "mountPath" "/tmp") (dict "name" "ticket" "mountPath" "/var/run/botrunner/ticket" "readOnly" true)) -}}
{{- with .root.Values.image.runner.command -}}{{- $_ := set $container "command" . -}}{{- end -}}
{{- $_ := set $container "name" "bot" -}}
{{- $token := dict "serviceAccountToken" (dict "audience" "botrunner" "expirationSeconds" 3600 "path" "token") -}}
{{- $base := dict "spec" (dict
      "dnsConfig" (dict "options" (list (dict "name" "ndots" "value" "4")))
      "enableServiceLinks" false
      "securityContext" (include "botrunner.podSecurity" .root | fromYaml)
      "containers" (list $container)
      "volumes" (list (dict "name" "tmp" "emptyDir" dict) (dict "name" "ticket" "projected" (dict "sources" (list $token))))) -}}
{{- with .profile.inject -}}
  {{- $copy := dict "name" "botrunner" "image" . "args" (list "inject" "/botrunner") "securityContext" (include "botrunner.confined" $.root | fromYaml) "volumeMounts" (list (dict "name" "botrunner" "mountPath" "/botrunner")) -}}
  {{- $_ := set $container "command" (list "/botrunner/java/bin/java" "@/botrunner/runner.args") -}}
  {{- $_ := set $container "volumeMounts" (append $container.volumeMounts (dict "name" "botrunner" "mountPath" "/botrunner" "readOnly" true)) -}}
  {{- $_ := set $base.spec "initContainers" (list $copy) -}}
  {{- $_ := set $base.spec "volumes" (append $base.spec.volumes (dict "name" "botrunner" "emptyDir" dict)) -}}
{{- end -}}
{{- if .once -}}
  {{- $_ := set $base "metadata" (dict "annotations" (dict "cluster-autoscaler.kubernetes.io/safe-to-evict" "false" "karpenter.sh/do-not-disrupt" "true")) -}}
{{- end -}}
{{- $under := include "botrunner.merged" (dict "base" $base "fragment" $layer) | fromYaml -}}
{{- $pod := include "botrunner.merged" (dict "base" $under "fragment" .profile.pod) | fromYaml -}}
{{- $fixed := dict
      "metadata" (dict "labels" (dict
        "app.kubernetes.io/name" "bot"
        "app.kubernetes.io/component" "runner"
        "app.kubernetes.io/instance" .root.Release.Name
        "botrunner.dev/bot" .bot))
      "spec" (dict
        "serviceAccountName" .account
        "automountServiceAccountToken" false
        "terminationGracePeriodSeconds" (int64 .grace)) -}}
{{- if .once -}}{{- $_ := set $fixed.spec "restartPolicy" "Never" -}}{{- end -}}
{{- mergeOverwrite $pod $fixed | toYaml -}}
{{- end }}
