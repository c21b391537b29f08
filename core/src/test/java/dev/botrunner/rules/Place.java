package dev.botrunner.rules;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Where a type of core stands.
 *
 * @param step the first package below the root
 * @param leaf what is below that; empty: the step itself
 * @param type the outermost type's simple name
 */
record Place(String step, String leaf, String type) {

    static final String ROOT = "dev.botrunner.";

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    static Place of(JavaClass type) {
        return of(type.getName());
    }

    static Place of(String fullName) {
        String name = fullName.substring(ROOT.length());
        String inPackage = name.substring(0, name.lastIndexOf('.'));
        int dot = inPackage.indexOf('.');
        String type = name.substring(name.lastIndexOf('.') + 1);
        int nested = type.indexOf('$');
        return new Place(
                dot < 0 ? inPackage : inPackage.substring(0, dot),
                dot < 0 ? "" : inPackage.substring(dot + 1),
                nested < 0 ? type : type.substring(0, nested));
    }
}
