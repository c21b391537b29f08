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
Puts "over" into "base", as launchers and the API server do: objects member by member, lists of named things by their names,
other lists as a whole; null takes a member away, "$patch: delete" an element, and "$patch: replace" replaces. With "later"
somebody will merge the outcome over more: then these three stay in it as they are. (dict "base" dict "over" dict "later" bool)
*/}}
{{- define "botrunner.mergeInto" -}}
{{- $call := . -}}
{{- $keys := dict "containers" "name" "initContainers" "name" "volumes" "name" "env" "name" "volumeMounts" "mountPath" "volumeDevices" "devicePath" "ports" "containerPort" "imagePullSecrets" "name" "hostAliases" "ip" "topologySpreadConstraints" "topologyKey" -}}
{{- range $name, $value := .over -}}
  {{- if kindIs "invalid" $value -}}
    {{- if $call.later -}}{{- $_ := set $call.base $name $value -}}{{- else -}}{{- $_ := unset $call.base $name -}}{{- end -}}
  {{- else if eq $name "$patch" -}}
    {{- if $call.later -}}{{- $_ := set $call.base $name $value -}}{{- end -}}
  {{- else if kindIs "map" $value -}}
    {{- $into := get $call.base $name -}}
    {{- if or (not (kindIs "map" $into)) (eq (get $value "$patch" | toString) "replace") -}}{{- $into = dict -}}{{- end -}}
    {{- include "botrunner.mergeInto" (dict "base" $into "over" $value "later" $call.later) -}}
    {{- $_ := set $call.base $name $into -}}
  {{- else if and (kindIs "slice" $value) (hasKey $keys $name) -}}
    {{- $list := get $call.base $name | default list -}}
    {{- range $element := $value -}}
      {{- $list = include "botrunner.mergeElement" (dict "list" $list "element" $element "key" (get $keys $name) "later" $call.later) | fromYamlArray -}}
    {{- end -}}
    {{- $_ := set $call.base $name $list -}}
  {{- else -}}
    {{- $_ := set $call.base $name $value -}}
  {{- end -}}
{{- end -}}
{{- end }}

{{/* A list with one more element in it, or with the one of that name changed: (dict "list" "element" "key" "later"). */}}
{{- define "botrunner.mergeElement" -}}
{{- $call := . -}}
{{- $patch := get .element "$patch" | toString -}}
{{- $gone := and (eq $patch "delete") (not .later) -}}
{{- $list := list -}}
{{- $found := false -}}
{{- range $there := .list -}}
  {{- if and (not $found) (hasKey $there $call.key) (eq (get $there $call.key | toString) (get $call.element $call.key | toString)) -}}
    {{- $found = true -}}
    {{- if not $gone -}}
      {{- $into := ternary dict $there (has $patch (list "replace" "delete")) -}}
      {{- include "botrunner.mergeInto" (dict "base" $into "over" $call.element "later" $call.later) -}}
      {{- $list = append $list $into -}}
    {{- end -}}
  {{- else -}}
    {{- $list = append $list $there -}}
  {{- end -}}
{{- end -}}
{{- if not (or $found $gone) -}}
  {{- $into := dict -}}
  {{- include "botrunner.mergeInto" (dict "base" $into "over" $call.element "later" $call.later) -}}
  {{- $list = append $list $into -}}
{{- end -}}
{{- toYaml $list -}}
{{- end }}

{{/* A pod template with a profile's fragment merged over it: (dict "base" template "fragment" fragment "later" bool). */}}
{{- define "botrunner.merged" -}}
{{- $base := .base | toYaml | fromYaml -}}
{{- include "botrunner.mergeInto" (dict "base" $base "over" (pick (.fragment | default dict) "metadata" "spec") "later" .later) -}}
{{- toYaml $base -}}
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
  {{- $_ := set $profile "pod" (include "botrunner.merged" (dict "base" $layer "fragment" $profile.pod "later" true) | fromYaml) -}}
{{- end -}}
{{- if not $profile.image -}}{{- $_ := set $profile "image" (include "botrunner.image" (dict "root" .root "image" .root.Values.image.runner)) -}}{{- end -}}
{{- toYaml $profile -}}
{{- end }}

{{/*
The pod template of a pod that claims by itself, as the launcher would make it:
(dict "root" "bot" "profile" "account" "args" list "grace" n "seconds" n or 0 "mebibytes" n)
mebibytes: what the processes of a worker take together, where a pod is not one session; half of it is asked of the node.
*/}}
{{- define "botrunner.claimingPod" -}}
{{- $layer := include "botrunner.botLayer" (dict "root" .root "bot" .bot "profile" .profile "commands" (list "WORK")) | fromYaml -}}
{{- $image := .profile.image | default (include "botrunner.image" (dict "root" .root "image" .root.Values.image.runner)) -}}
{{- $link := list
      (dict "name" "BOTRUNNER_LINK_URL" "value" (include "botrunner.linkUrl" .root))
      (dict "name" "BOTRUNNER_TICKET_FILE" "value" "/var/run/botrunner/ticket/token") -}}
{{- $token := dict "serviceAccountToken" (dict "audience" "botrunner" "expirationSeconds" 3600 "path" "token") -}}
{{- $ticket := dict "name" "ticket" "projected" (dict "sources" (list $token)) -}}
{{- $mount := dict "name" "ticket" "mountPath" "/var/run/botrunner/ticket" "readOnly" true -}}
{{- $container := dict
      "image" $image
      "args" .args
      "env" $link
      "securityContext" (include "botrunner.confined" .root | fromYaml)
      "volumeMounts" (list (dict "name" "tmp" "mountPath" "/tmp") $mount) -}}
{{- with .root.Values.image.runner.command -}}{{- $_ := set $container "command" . -}}{{- end -}}
{{- $_ := set $container "name" "bot" -}}
{{- $base := dict "spec" (dict
      "dnsConfig" (dict "options" (list (dict "name" "ndots" "value" "4")))
      "enableServiceLinks" false
      "securityContext" (include "botrunner.podSecurity" .root | fromYaml)
      "containers" (list $container)
      "volumes" (list (dict "name" "tmp" "emptyDir" dict) $ticket)) -}}
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
{{- if and .mebibytes (((.root.Values.sessions.resources).limits).memory) -}}
  {{- $resources := dict "limits" (dict "memory" (printf "%dMi" (int .mebibytes))) "requests" (dict "memory" (printf "%dMi" (int (div (int .mebibytes) 2)))) -}}
  {{- $bot := first $layer.spec.containers -}}
  {{- $_ := set $bot "resources" (mergeOverwrite (deepCopy $bot.resources) $resources) -}}
{{- end -}}
{{- $under := include "botrunner.merged" (dict "base" $base "fragment" $layer) | fromYaml -}}
{{- $pod := include "botrunner.merged" (dict "base" $under "fragment" .profile.pod) | fromYaml -}}
{{- $fixed := dict
      "metadata" (dict "name" nil "labels" (dict
        "app.kubernetes.io/name" "bot"
        "app.kubernetes.io/component" "runner"
        "app.kubernetes.io/instance" .root.Release.Name
        "botrunner.dev/bot" .bot))
      "spec" (dict
        "serviceAccountName" .account
        "serviceAccount" nil
        "automountServiceAccountToken" false
        "activeDeadlineSeconds" nil
        "terminationGracePeriodSeconds" (int64 .grace)
        "containers" (list (dict "name" "bot" "env" $link "volumeMounts" (list (merge (dict "$patch" "replace") $mount))))
        "volumes" (list (merge (dict "$patch" "replace") $ticket))) -}}
{{- if .once -}}{{- $_ := set $fixed.spec "restartPolicy" "Never" -}}{{- end -}}
{{- include "botrunner.merged" (dict "base" $pod "fragment" $fixed) -}}
{{- end }}
