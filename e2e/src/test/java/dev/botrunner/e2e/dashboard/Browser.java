package dev.botrunner.e2e.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.FluentWait;

/** A Chromium without a window, and what a person would do with it. What it waits for has to come within a guard. */
final class Browser implements AutoCloseable {

    /** What it looks like to the page. */
    enum Look {
        LIGHT,
        DARK,
        PHONE
    }

    private static final Duration GUARD = Duration.ofSeconds(60);
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    static Browser start(Look look) {
        if (!Files.isExecutable(PROGRAM) || !Files.isExecutable(DRIVER)) {
            throw new AssertionError("The tests of the dashboard need " + PROGRAM + " and " + DRIVER
                    + " (Debian: the packages chromium and chromium-driver; ./test installs them)");
        }
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withTimeout(GUARD)
                .build();
        var driver = new ChromeDriver(service, options(look));
        driver.manage().timeouts().scriptTimeout(GUARD);
        if (look == Look.DARK) {
            driver.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        }
        return new Browser(driver);
    }

    private static ChromeOptions options(Look look) {
        var options = new ChromeOptions();
        options.setBinary(PROGRAM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--window-size=1360,900");
        if (look == Look.PHONE) {
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of("deviceMetrics", Map.of("width", 360, "height", 740, "pixelRatio", 2.0, "touch", true)));
        }
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    void open(String url) {
        driver.get(url);
    }

    /** Opens another tab and looks at it; each has a session storage of its own. */
    void openTab(String url) {
        driver.switchTo().newWindow(WindowType.TAB);
        driver.get(url);
    }

    /** Looks at the tab that was opened as this one, from 0. */
    void tab(int number) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(number));
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Keeps what is seen, for people to look at. */
    void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Goes to another view, as a link would. */
    void view(String hash) {
        driver.executeScript("location.hash = arguments[0]", hash);
    }

    /** The one that is shown, once it is. */
    WebElement find(String css) {
        return await("an element " + css, browser -> shown(browser, css));
    }

    /** The page may draw itself anew between a look and a click: then it is looked for again. */
    void click(String css) {
        does("a click on " + css, browser -> shown(browser, css).click());
    }

    void type(String css, String text) {
        does("typing into " + css, browser -> {
            WebElement field = shown(browser, css);
            field.clear();
            field.sendKeys(text);
        });
    }

    /** Clicks what bears this text. */
    void press(String within, String text) {
        does(
                text + " in " + within,
                browser -> browser.findElements(By.cssSelector(within)).stream()
                        .filter(element ->
                                element.isDisplayed() && element.getText().equals(text))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException(text))
                        .click());
    }

    /** Opens all parts of the page that can be opened. */
    void unfold() {
        driver.executeScript("document.querySelectorAll('details').forEach((part) => { part.open = true; })");
    }

    String text(String css) {
        return await("a text of " + css, browser -> shown(browser, css).getText());
    }

    void awaitText(String css, String part) {
        await(part + " in " + css, browser -> {
            String text = browser.findElement(By.cssSelector(css)).getText();
            if (!text.contains(part)) {
                throw new NoSuchElementException(css + " says: " + text);
            }
            return text;
        });
    }

    /** Waits until this is not said there any more. */
    void awaitNoText(String css, String part) {
        await("no " + part + " in " + css, browser -> {
            String text = browser.findElement(By.cssSelector(css)).getText();
            if (text.contains(part)) {
                throw new NoSuchElementException(css + " still says: " + text);
            }
            return text;
        });
    }

    /** What a script in the page returns. */
    Object script(String script) {
        Object result = driver.executeScript(script);
        return result == null ? "null" : result;
    }

    /** What the page's scripts and its policy have complained of. A request that was refused is no fault of a script. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    /** What axe finds wrong for those who do not see the page or do not use a mouse. */
    List<?> barriers() {
        driver.executeScript(axe());
        Object found = driver.executeAsyncScript("""
                const done = arguments[0];
                axe.run(document, { resultTypes: ['violations'] }).then(
                  (result) => done(result.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.html + ' ' + node.failureSummary).join('; '))),
                  (failed) => done([String(failed)]));
                """);
        return found instanceof List<?> list ? list : List.of("axe answered " + found);
    }

    private static String axe() {
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks axe.min.js");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static WebElement shown(ChromeDriver browser, String css) {
        return browser.findElements(By.cssSelector(css)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(css));
    }

    private void does(String what, Consumer<ChromeDriver> deed) {
        await(what, browser -> {
            deed.accept(browser);
            return true;
        });
    }

    private <T> T await(String what, Function<ChromeDriver, T> look) {
        return new FluentWait<>(driver)
                .withTimeout(GUARD)
                .pollingEvery(Duration.ofMillis(50))
                .ignoring(NoSuchElementException.class)
                .ignoring(StaleElementReferenceException.class)
                .ignoring(ElementNotInteractableException.class)
                .withMessage(() -> what + "; the page says:\n" + page())
                .until(look);
    }

    private String page() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
