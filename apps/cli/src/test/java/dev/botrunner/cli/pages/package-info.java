/** The pages of the documents that are made from the commands themselves. */
@NullMarked
package dev.botrunner.cli.pages;

import org.jspecify.annotations.NullMarked;
