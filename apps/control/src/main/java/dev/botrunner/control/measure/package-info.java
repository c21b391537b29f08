/** What is measured, under the contract's names. Labels never hold tenants or sessions. */
@NullMarked
package dev.botrunner.control.measure;

import org.jspecify.annotations.NullMarked;
