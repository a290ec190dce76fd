//! The real program as a process.

use gatehouse_db::DbConfig;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A client; reqwest wants to know its TLS provider even where only http is spoken. It trusts no authority: to read those of the system
/// takes longer than a request.
#[expect(clippy::disallowed_methods, reason = "a test is a client of its own server")]
pub fn client() -> reqwest::blocking::Client {
    // A second test of the same process finds it installed, and that is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::blocking::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .tls_certs_only(std::iter::empty())
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap()
}

fn get(url: &str) -> reqwest::blocking::Response {
    client().get(url).send().unwrap()
}

/// A folder with the program's data, and the environment that it is run with.
pub struct Place {
    folder: tempfile::TempDir,
    environment: Vec<(String, String)>,
    files: Option<u32>,
}

impl Place {
    /// With the embedded database.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), environment: Vec::new(), files: None }
    }

    /// With a key of the configuration.
    pub fn set(self, key: &str, value: &str) -> Self {
        self.variable(&format!("GATEHOUSE__{key}"), value)
    }

    /// With a variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// With so many files that each process may have open.
    pub fn files(mut self, most: u32) -> Self {
        self.files = Some(most);
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The database of the program that is run here.
    pub fn database(&self) -> DbConfig {
        match self.environment.iter().find(|(name, _)| name == "GATEHOUSE__DATABASE") {
            Some((_, url)) => DbConfig::from_url(url).unwrap(),
            None => DbConfig::Sqlite(self.path().join("data/gatehouse.db")),
        }
    }

    /// The same as the configuration says it; empty: the embedded one.
    pub fn database_url(&self) -> &str {
        let set = self.environment.iter().find(|(name, _)| name == "GATEHOUSE__DATABASE");
        set.map_or("", |(_, url)| url)
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let binary = env!("CARGO_BIN_EXE_gatehouse");
        let mut command = match self.files {
            None => Command::new(binary),
            Some(most) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", &format!("ulimit -n {most} && exec \"$0\" \"$@\""), binary]);
                shell
            }
        };
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        if arguments.first() == Some(&"serve") {
            // Ports are opened before anything else is looked at, so two tests must not want the same.
            command.env("GATEHOUSE__LISTEN", "127.0.0.1:0");
        }
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        for (key, value) in &self.environment {
            command.env(key, value);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts the server on a free port and waits until it is ready.
    pub fn serve(&self, arguments: &[&str]) -> Server {
        self.serve_with(arguments, &[])
    }

    /// The same with further variables.
    pub fn serve_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let log = self.folder.path().join("log");
        let mut all = vec!["serve"];
        all.extend(arguments);
        let mut child = self
            .command(&all)
            .env("GATEHOUSE__LISTEN", format!("127.0.0.1:{port}"))
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(std::fs::OpenOptions::new().create(true).append(true).open(&log).unwrap())
            .spawn()
            .unwrap();
        let origin = format!("http://127.0.0.1:{port}");
        let client = client();
        for _ in 0..1200 {
            if client.get(format!("{origin}/health/ready")).send().is_ok_and(|r| r.status().is_success()) {
                return Server { child, origin, log };
            }
            if let Some(status) = child.try_wait().unwrap() {
                panic!("the server ended with {status}: {}", std::fs::read_to_string(&log).unwrap());
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("the server is not ready after 30 s: {}", std::fs::read_to_string(&log).unwrap());
    }
}

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    pub origin: String,
    log: PathBuf,
}

impl Server {
    /// `kill -9`.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and the exit code.
    pub fn stop(mut self) -> Option<i32> {
        let status = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
        self.child.wait().unwrap().code()
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Everything logged so far, by this and earlier runs in the place.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// The lines that `--demo` prints, up to the last.
    pub fn hints(&mut self) -> String {
        let mut lines = String::new();
        let mut out = BufReader::new(self.child.stdout.take().unwrap());
        while !lines.contains("Activation code") {
            let mut line = String::new();
            assert!(out.read_line(&mut line).unwrap() > 0, "the hints ended early: {lines}");
            lines.push_str(&line);
        }
        // The rest is drained so that the server never waits for a reader.
        std::thread::spawn(move || drop(out.read_to_string(&mut String::new())));
        lines
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after kill() and stop(); then these fail, and that is fine.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// ALL-6
#[test]
fn with_no_configuration_at_all_the_program_serves_and_stops_gracefully() {
    let place = Place::new();
    let server = place.serve(&[]);
    let page = get(&format!("{}/sign-in", server.origin));
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("require-trusted-types-for 'script'"));
    assert!(page.text().unwrap().contains("<html lang=\"en\""));
    for file in ["data/gatehouse.db", "data/gatehouse.keys", "data/root.key", "data/root.pub"] {
        assert!(place.path().join(file).is_file(), "{file}");
    }
    #[cfg(unix)]
    for file in ["data/gatehouse.keys", "data/root.key", "data/gatehouse.db"] {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(place.path().join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    assert_eq!(server.stop(), Some(0));
}

/// ALL-9
#[test]
fn commands_say_what_is_wrong_and_end_with_a_code() {
    let place = Place::new();
    let version = place.run(&["version"]);
    let said = String::from_utf8_lossy(&version.stdout).into_owned();
    let step = gatehouse::install::schema().last().unwrap().version;
    let wanted = format!("gatehouse {} (commit {}, schema {step})\n", env!("CARGO_PKG_VERSION"), gatehouse::COMMIT);
    assert_eq!((version.status.success(), said), (true, wanted));
    assert!(place.run(&["config", "check"]).status.success());
    let wrong = Place::new().set("LISSEN", "x").run(&["config", "check"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("lissen"));
    let refused = place.run(&["staff", "create", "not an address", "--name", "X", "--role", "support", "--new"]);
    assert_eq!(refused.status.code(), Some(2), "{}", String::from_utf8_lossy(&refused.stderr));
    let made = place.run(&["staff", "create", "clerk@example.com", "--name", "Clara", "--role", "administrator"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert!(String::from_utf8_lossy(&made.stdout).contains("/staff/"));
}

/// PRI-13, ALL-3
#[test]
fn the_log_names_routes_and_request_ids_and_nobody() {
    let place = Place::new();
    let server = place.serve(&[]);
    let client = client();
    let page = format!("{}/confirm?token=canary-token-123", server.origin);
    client.get(page).send().unwrap();
    let body = serde_json::json!({"product": "p", "code": "canary-code", "device": {"fingerprint": ["canary-finger"]}});
    client.post(format!("{}/api/v1/activations", server.origin)).json(&body).send().unwrap();
    client
        .post(format!("{}/sign-in", server.origin))
        .header("sec-fetch-site", "same-origin")
        .form(&[("email", "canary@example.com"), ("password", "canary-password")])
        .send()
        .unwrap();
    let log = server.log();
    assert!(log.contains("/api/v1/activations"), "the control look must find the route: {log}");
    assert!(!log.contains("canary"), "{log}");
}

/// ALL-9, PRI-13
#[test]
fn every_request_has_its_line_where_the_operator_asks_for_it() {
    let place = Place::new().set("LOG", "json").set("ACCESS_LOG", "true");
    let server = place.serve(&[]);
    get(&format!("{}/sign-in?next=/canary-page", server.origin));
    get(&format!("{}/canary/place", server.origin));
    let log = server.log();
    let lines: Vec<serde_json::Value> = log.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    for (route, status) in [("/sign-in", 200), ("unmatched", 404)] {
        let of_it: Vec<_> = lines.iter().filter(|line| line["fields"]["route"] == route).collect();
        assert_eq!(of_it.len(), 1, "{route}: {log}");
        let fields = &of_it[0]["fields"];
        assert_eq!(fields["method"], "GET", "{fields}");
        assert_eq!(fields["status"], status, "{fields}");
        assert!(fields["milliseconds"].is_f64() && fields["request"].is_string(), "{fields}");
        assert_eq!(of_it[0]["version"], env!("CARGO_PKG_VERSION"));
    }
    assert!(!log.contains("canary"), "{log}");
    // Without being asked, the log tells of what was refused or failed only.
    let place = Place::new();
    let server = place.serve(&[]);
    get(&format!("{}/sign-in", server.origin));
    get(&format!("{}/no/such/place", server.origin));
    for route in ["/sign-in", "unmatched"] {
        assert!(!server.log().contains(&format!("route=\"{route}\"")), "{}", server.log());
    }
}

/// ALL-7
#[test]
fn metrics_are_served_on_their_own_address_only() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let place = Place::new().set("METRICS_LISTEN", &format!("127.0.0.1:{port}"));
    let server = place.serve(&[]);
    get(&format!("{}/sign-in", server.origin));
    get(&format!("{}/no/such/place", server.origin));
    let device = serde_json::json!({"fingerprint": ["ab".repeat(32)]});
    let new = serde_json::json!({"product": "lantern", "code": "mistyped", "device": device});
    let next = serde_json::json!({"renew_token": "nobodys", "device": device});
    for (place, body, status) in [("", new, 422_u16), ("/0199a0c2-7d00-7000-8000-000000000004/renew", next, 404)] {
        let answer = client().post(format!("{}/api/v1/activations{place}", server.origin)).json(&body).send().unwrap();
        assert_eq!(answer.status(), status, "{place}");
    }
    let metrics = get(&format!("http://127.0.0.1:{port}/metrics")).text().unwrap();
    let seconds = "gatehouse_http_request_duration_seconds";
    for line in [
        format!("# HELP {seconds} "),
        format!("{seconds}_count{{route=\"/sign-in\",method=\"GET\",status=\"2xx\"}} 1"),
        format!("{seconds}_bucket{{route=\"/sign-in\",method=\"GET\",status=\"2xx\",le=\"5\"}} 1"),
        format!("{seconds}_count{{route=\"unmatched\",method=\"GET\",status=\"4xx\"}} 1"),
        format!("{seconds}_count{{route=\"/health/ready\",method=\"GET\",status=\"2xx\"}} "),
        "gatehouse_http_responses_total{status=\"404\"} 2".to_owned(),
        "gatehouse_http_responses_total{status=\"500\"} 0".to_owned(),
        "gatehouse_mails_refused_total 0".to_owned(),
        "gatehouse_activations_total{result=\"new\"} 0".to_owned(),
        "gatehouse_activations_total{result=\"refused\"} 1".to_owned(),
        "gatehouse_renewals_total{result=\"cut_off\"} 0".to_owned(),
        "gatehouse_renewals_total{result=\"refused\"} 1".to_owned(),
        "gatehouse_jobs_failed_total{kind=\"mail.send\"} 0".to_owned(),
        format!("gatehouse_build_info{{version=\"{}\",commit=\"{}\"}} 1", env!("CARGO_PKG_VERSION"), gatehouse::COMMIT),
        "process_open_fds ".to_owned(),
    ] {
        assert!(metrics.contains(&line), "{line} is not in {metrics}");
    }
    // Every family has its line of help.
    for kind in metrics.lines().filter_map(|line| line.strip_prefix("# TYPE ")) {
        let name = kind.split(' ').next().unwrap();
        assert!(metrics.contains(&format!("# HELP {name} ")), "{name}");
    }
    assert_eq!(get(&format!("{}/metrics", server.origin)).status(), 404);
}

/// Who waits longer waits for ever: a machine that builds beside the test took more than a minute for a step.
const PATIENCE: Duration = Duration::from_secs(240);

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// Waits until it is so.
pub fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "still waiting for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
