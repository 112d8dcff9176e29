package org.scepclient.cli.sscep;

/** The completion of sscep for bash, made from the option table. */
final class BashCompletion {
    private static final String ALGORITHMS = """
                    -E)
                        mapfile -t COMPREPLY < <(compgen -W 'des 3des blowfish aes aes128 aes192 aes256' -- "$word")
                        ;;
                    -S | -F)
                        mapfile -t COMPREPLY < <(compgen -W 'md5 sha1 sha224 sha256 sha384 sha512' -- "$word")
                        ;;
                    --request-type)
                        mapfile -t COMPREPLY < <(compgen -W 'renewal pkcsreq' -- "$word")
                        ;;
                    --passphrase | --proxy-password)
                        mapfile -t COMPREPLY < <(compgen -W 'env: file: prompt' -- "$word")
                        ;;
            """;

    private BashCompletion() {}

    static String text() {
        StringBuilder script = new StringBuilder(4096);
        script.append("# bash completion for sscep\n_sscep() {\n");
        script.append("    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} options\n");
        script.append("    COMPREPLY=()\n    if ((COMP_CWORD == 1)); then\n");
        script.append("        mapfile -t COMPREPLY < <(compgen -W '").append(operations());
        script.append("--help --version' -- \"$word\")\n        return\n    fi\n");
        script.append("    case ${COMP_WORDS[1]} in\n");
        for (Operation operation : Operation.values()) {
            script.append("        ").append(operation.id()).append(") options='");
            script.append(options(operation)).append("' ;;\n");
        }
        script.append("        *) return ;;\n    esac\n    case $before in\n").append(ALGORITHMS);
        script.append("        ").append(withFiles()).append(")\n");
        script.append("            mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n            ;;\n");
        script.append("        ").append(withOtherArguments()).append(") ;;\n");
        script.append("        *)\n            mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n");
        script.append("            ;;\n    esac\n}\ncomplete -o filenames -F _sscep sscep\n");
        return script.toString();
    }

    private static String operations() {
        StringBuilder words = new StringBuilder();
        for (Operation operation : Operation.values()) {
            words.append(operation.id()).append(' ');
        }
        return words.toString();
    }

    private static String options(Operation operation) {
        StringBuilder words = new StringBuilder();
        for (Option option : Option.values()) {
            if (option.concerns(operation)) {
                words.append(words.isEmpty() ? "" : " ").append(option.flag());
            }
        }
        return words.toString();
    }

    private static String withFiles() {
        StringBuilder pattern = new StringBuilder();
        for (Option option : Option.values()) {
            if (isFile(option)) {
                pattern.append(pattern.isEmpty() ? "" : " | ").append(option.flag());
            }
        }
        return pattern.toString();
    }

    private static String withOtherArguments() {
        StringBuilder pattern = new StringBuilder();
        for (Option option : Option.values()) {
            if (option.hasArgument() && !isFile(option)) {
                pattern.append(pattern.isEmpty() ? "" : " | ").append(option.flag());
            }
        }
        return pattern.toString();
    }

    private static boolean isFile(Option option) {
        return option.argument().equals("file");
    }
}
