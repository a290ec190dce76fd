//! The log, on stderr: its form, and what it leaves out.
//!
//! Other people's crates are held at `info` whatever the filter says: at `trace` some of them write whole requests, with
//! addresses and what stands in them. Our own log names routes and request ids.

use crate::config::{Config, LogForm, node_name};
use gatehouse_core::Fault;
use std::fmt;
use std::io::IsTerminal as _;
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, FilterFn, LevelFilter};
use tracing_subscriber::fmt::format::{Format, Json, Writer};
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields, MakeWriter};
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{Registry, reload};

/// The variable that goes before the key `log_filter`.
pub const VARIABLE: &str = "GATEHOUSE_LOG";
const USUAL: &str = "info,sqlx=warn,lettre=warn,memory_serve=warn";

/// The filter of the running log; clones share it.
#[derive(Clone)]
pub struct Log(reload::Handle<EnvFilter, Registry>);

/// The filter that variable and key ask for, with the name of what said it.
fn asked(config: &Config) -> (&'static str, String) {
    match std::env::var(VARIABLE) {
        Ok(text) if !text.is_empty() => (VARIABLE, text),
        _ if !config.log_filter.is_empty() => ("log_filter", config.log_filter.clone()),
        _ => ("log_filter", USUAL.to_owned()),
    }
}

fn filter(config: &Config) -> Result<EnvFilter, Fault> {
    let (name, text) = asked(config);
    EnvFilter::builder().parse(text).map_err(|error| Fault::new(format!("{name}: {error}")))
}

/// Whether the filter is one.
pub fn check(config: &Config) -> Result<(), Fault> {
    filter(config).map(drop)
}

/// Starts the log. With a wrong filter the usual one is taken, and that is said.
pub fn start(config: &Config) -> Log {
    let (filter, wrong) = match filter(config) {
        Ok(filter) => (filter, None),
        Err(wrong) => (EnvFilter::new(USUAL), Some(wrong)),
    };
    let (filter, handle) = reload::Layer::new(filter);
    let colors = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    written(config.log, colors, filter, std::io::stderr).init();
    if let Some(wrong) = wrong {
        tracing::warn!(error = %wrong, "the log's filter is not understood; the usual one is taken");
    }
    for name in Config::unknown_variables() {
        tracing::warn!(name, "this variable is no setting and has no effect; keys are written GATEHOUSE__KEY");
    }
    Log(handle)
}

impl Log {
    /// Takes the filter of another reading of the configuration.
    pub fn follow(&self, config: &Config) -> Result<(), Fault> {
        self.0.reload(filter(config)?).map_err(|error| Fault::new(format!("the log's filter: {error}")))
    }
}

fn written<W>(
    form: LogForm,
    colors: bool,
    filter: reload::Layer<EnvFilter, Registry>,
    writer: W,
) -> impl Subscriber + Send + Sync + 'static
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines = tracing_subscriber::fmt::layer().with_ansi(colors).with_writer(writer);
    let lines = match form {
        LogForm::Text => lines.with_target(false).boxed(),
        LogForm::Json => lines.json().map_event_format(NodeJson::new).boxed(),
    };
    tracing_subscriber::registry().with(lines.with_filter(filter.and(of_others())))
}

/// JSON lines that say which node wrote them, and with which version: where logs are gathered, those of several stand
/// together, and in the middle of an upgrade of two versions.
struct NodeJson {
    form: Format<Json>,
    /// How each line begins.
    head: String,
}

impl NodeJson {
    fn new(form: Format<Json>) -> Self {
        let node = serde_json::Value::from(node_name());
        Self { form, head: format!("{{\"node\":{node},\"version\":\"{}\",", env!("CARGO_PKG_VERSION")) }
    }
}

impl<S, N> FormatEvent<S, N> for NodeJson
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'w> FormatFields<'w> + 'static,
{
    fn format_event(&self, context: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> fmt::Result {
        let mut line = String::new();
        self.form.format_event(context, Writer::new(&mut line), event)?;
        // Every line is an object that begins with its time.
        match line.strip_prefix('{') {
            Some(rest) => write!(writer, "{}{rest}", self.head),
            None => writer.write_str(&line),
        }
    }
}

fn of_others() -> FilterFn {
    let may_be_written: fn(&Metadata<'_>) -> bool =
        |line| line.target().starts_with("gatehouse") || *line.level() <= Level::INFO;
    FilterFn::new(may_be_written).with_max_level_hint(LevelFilter::TRACE)
}

#[cfg(test)]
mod tests {
    use super::{LogForm, node_name, written};
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};
    use tracing_subscriber::{EnvFilter, reload};

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// PRI-13, ALL-9
    #[test]
    fn other_crates_never_write_more_than_info_and_the_filter_can_change() {
        let lines = Lines::default();
        let writer = {
            let lines = lines.clone();
            move || lines.clone()
        };
        let (filter, handle) = reload::Layer::new(EnvFilter::new("trace"));
        tracing::subscriber::with_default(written(LogForm::Text, false, filter, writer), || {
            tracing::trace!(target: "gatehouse_web", "ours in full");
            tracing::debug!(target: "tower_http", "theirs in full");
            tracing::info!(target: "tower_http", "theirs in short");
            handle.reload(EnvFilter::new("warn")).unwrap();
            tracing::info!(target: "gatehouse_web", "ours in short");
            tracing::warn!(target: "gatehouse_web", "ours in need");
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        for (line, is_there) in [
            ("ours in full", true),
            ("theirs in full", false),
            ("theirs in short", true),
            ("ours in short", false),
            ("ours in need", true),
        ] {
            assert_eq!(text.contains(line), is_there, "{line}: {text}");
        }
        assert!(!text.contains('\u{1b}'), "{text}");
    }

    /// ALL-9
    #[test]
    fn a_line_in_json_names_node_and_version() {
        let lines = Lines::default();
        let writer = {
            let lines = lines.clone();
            move || lines.clone()
        };
        let (filter, _handle) = reload::Layer::new(EnvFilter::new("info"));
        tracing::subscriber::with_default(written(LogForm::Json, false, filter, writer), || {
            tracing::info!(target: "gatehouse_web", status = 200, "first \"line\"");
            tracing::warn!(target: "gatehouse_web", "second");
        });
        let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2, "{text}");
        for line in &lines {
            assert_eq!(line["node"], node_name(), "{line}");
            assert_eq!(line["version"], env!("CARGO_PKG_VERSION"), "{line}");
            assert!(line["timestamp"].is_string(), "{line}");
        }
        assert_eq!(lines[0]["fields"]["status"], 200, "{text}");
        assert_eq!(lines[1]["level"], "WARN", "{text}");
    }
}
