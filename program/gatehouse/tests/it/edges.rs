//! The edges of the process: ports, connections, signals and what the operator is told, on the real program.

use crate::demo_copy;
use crate::server::{Place, client};
use std::io::{Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use tokio::net::{TcpSocket, TcpStream};

/// Opens connections from these addresses of this machine, all of which say nothing more than `said`.
pub async fn silent(target: SocketAddr, from: &[&str], each: usize, said: &[u8]) -> Vec<TcpStream> {
    let mut open = Vec::new();
    for address in from {
        for _ in 0..each {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(SocketAddr::new(address.parse::<IpAddr>().unwrap(), 0)).unwrap();
            // A server that is full may refuse; that is its right.
            if let Ok(stream) = socket.connect(target).await {
                drop(stream.try_write(said));
                open.push(stream);
            }
        }
    }
    open
}

/// ALL-4, ALL-9
#[test]
fn a_taken_port_ends_the_process_at_once_and_names_the_key() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for (key, name) in [("LISTEN", "listen"), ("METRICS_LISTEN", "metrics_listen")] {
        for command in ["serve", "worker"] {
            if (key, command) == ("LISTEN", "worker") {
                continue;
            }
            let place = Place::new().set("LISTEN", "127.0.0.1:0").set(key, &address);
            let begun = Instant::now();
            let ended = place.run(&[command]);
            assert!(begun.elapsed() < Duration::from_secs(10), "{name}");
            assert_eq!(ended.status.code(), Some(1), "{name}");
            let said = String::from_utf8_lossy(&ended.stderr).into_owned();
            assert!(said.contains(&format!("{name}: {address} cannot be opened: ")), "{said}");
            assert!(!place.path().join("data").exists(), "nothing was begun");
        }
    }
}

/// ALL-4, ALL-6
#[test]
fn silent_connections_leave_files_for_requests_jobs_and_the_database() {
    let place = Place::new().files(256);
    let server = place.serve(&[]);
    let target: SocketAddr = server.origin.trim_start_matches("http://").parse().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let from = ["127.0.0.1", "127.0.1.1", "127.0.2.1", "127.0.3.1"];
    let said: [&[u8]; 3] = [b"", b"P", b"PRI * HTTP/2.0\r\n\r\n"];
    let held: Vec<TcpStream> = said.iter().flat_map(|said| runtime.block_on(silent(target, &from, 40, said))).collect();
    assert!(held.len() > 400, "only {} connections were opened", held.len());
    for _ in 0..20 {
        // A client of its own each time, so that each needs a connection.
        assert_eq!(client().get(format!("{}/sign-in", server.origin)).send().unwrap().status(), 200);
    }
    let made = place.run(&["staff", "create", "clerk@example.com", "--name", "Clara", "--role", "support"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let is_sent = || {
        let mails = client().get(format!("{}/_dev/mail", server.origin)).send().unwrap().text().unwrap();
        mails.contains("clerk@example.com") && !mails.contains("waiting")
    };
    wait_until("the job that sends the mail ran", is_sent);
    let log = server.log();
    assert!(!log.contains("unable to open") && !log.contains("tries again"), "{log}");
    assert!(log.contains("those that wait make room"), "{log}");
    drop(held);
    assert_eq!(server.stop(), Some(0));
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..1200 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    panic!("not within 30 s: {what}");
}

fn signal(process: u32, name: &str) {
    assert!(Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status().unwrap().success());
}

/// ALL-9
#[test]
fn a_hang_up_reads_the_logs_filter_again_and_no_stray_signal_ends_the_process() {
    let place = Place::new();
    let file = place.path().join("gatehouse.toml");
    std::fs::write(&file, "log_filter = 'warn'\n").unwrap();
    let server = place.serve(&[]);
    assert!(!server.log().contains("serving"), "{}", server.log());
    for name in ["USR1", "USR2"] {
        signal(server.process(), name);
    }
    std::fs::write(&file, "log_filter = 'gate house=???'\n").unwrap();
    signal(server.process(), "HUP");
    wait_until("a wrong filter is said", || server.log().contains("all stays as it was"));
    std::fs::write(&file, "log_filter = 'info'\n").unwrap();
    signal(server.process(), "HUP");
    wait_until("the filter was read again", || server.log().contains("the log's filter was read again"));
    assert_eq!(client().get(format!("{}/health/live", server.origin)).send().unwrap().status(), 204);
    assert!(!server.log().contains('\u{1b}'), "no colors in a file");
    assert_eq!(server.stop(), Some(0));
}

/// ALL-9
#[test]
fn the_operator_is_told_what_has_no_effect_and_what_is_next() {
    let place = Place::new();
    let check = |name: &str, value: &str| place.command(&["config", "check"]).env(name, value).output().unwrap();
    let stray = check("GATEHOUSE_LISTEN", "127.0.0.1:1");
    assert!(stray.status.success());
    assert!(String::from_utf8_lossy(&stray.stderr).contains("GATEHOUSE_LISTEN"));
    let of_the_suite = check("GATEHOUSE_BINARY", "gatehouse");
    assert!(!String::from_utf8_lossy(&of_the_suite.stderr).contains("GATEHOUSE_BINARY"));
    let wrong = check("GATEHOUSE_LOG", "gate house=???");
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("GATEHOUSE_LOG: "));
    std::fs::write(place.path().join("bad.toml"), "brand = 'A'\nlisten = \n").unwrap();
    let named = place.run(&["--config", "bad.toml", "config", "check"]);
    assert!(String::from_utf8_lossy(&named.stderr).contains("bad.toml, line 2, column "));
    let server = place.serve(&[]);
    assert!(server.log().contains("gatehouse staff create"), "{}", server.log());
    assert!(server.log().contains("/_dev/mail"));
    drop(server);
    assert!(
        place.run(&["staff", "create", "a@example.com", "--name", "A", "--role", "administrator"]).status.success()
    );
    let before = std::fs::read_to_string(place.path().join("log")).unwrap().len();
    let again = place.serve(&[]);
    assert!(!again.log()[before..].contains("gatehouse staff create"));
}

/// ALL-4, RFC 9112 §3.2
#[test]
fn a_request_names_its_host_once() {
    let place = Place::new();
    let server = place.serve(&[]);
    let target = server.origin.trim_start_matches("http://");
    let status = |hosts: &str| {
        let mut tcp = std::net::TcpStream::connect(target).unwrap();
        tcp.write_all(format!("GET /robots.txt HTTP/1.1\r\n{hosts}connection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        tcp.read_to_string(&mut answer).unwrap();
        answer.get(9..12).unwrap_or_default().to_owned()
    };
    assert_eq!(status(&format!("host: {target}\r\n")), "200");
    assert_eq!(status(""), "400");
    assert_eq!(status(&format!("host: {target}\r\nhost: {target}\r\n")), "400");
    assert_eq!(status("host: evil.example\r\n"), "421");
}

/// Everything in the files of a backup.
fn unpacked(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = Vec::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_end(&mut all).unwrap();
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// PRI-13, ALL-3: what a whole journey leaves behind holds no secret that was made in it, nor anybody's address: the log at
/// the loudest, metrics, error pages, database, and backup
#[test]
fn nothing_that_a_journey_leaves_behind_holds_a_secret() {
    let metrics = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let place = demo_copy::embedded(Place::new().set("METRICS_LISTEN", &metrics));
    let mut server = place.serve_with(&["--demo"], &[("GATEHOUSE_LOG", "trace")]);
    let hints = server.hints();
    let origin = server.origin.clone();
    let client = client();
    let get = |path: &str, cookie: &str| client.get(format!("{origin}{path}")).header("cookie", cookie).send().unwrap();
    let post = |path: &str, cookie: &str, form: &[(&str, &str)]| {
        let request = client.post(format!("{origin}{path}")).header("sec-fetch-site", "same-origin");
        request.header("cookie", cookie).form(form).send().unwrap()
    };
    let mut secrets =
        vec!["aiko@example.com".to_owned(), "canary-Passw0rd!".to_owned(), "canary@example.com".to_owned()];
    post("/sign-in", "", &[("email", "canary@example.com"), ("password", "canary-Passw0rd!")]);
    // Customers of the demo share a password, which stands in the hints.
    let password = crate::product::hint(&hints, "password");
    secrets.push(password.clone());
    let signed_in = post("/sign-in", "", &[("email", "aiko@example.com"), ("password", &password)]);
    assert_eq!(signed_in.status(), 303, "{hints}");
    let cookies: Vec<String> = signed_in
        .headers()
        .get_all("set-cookie")
        .iter()
        .map(|line| line.to_str().unwrap().split(';').next().unwrap().to_owned())
        .collect();
    let session = cookies.join("; ");
    secrets.extend(
        cookies.iter().filter_map(|pair| pair.split_once('=')).map(|(_, v)| v.to_owned()).filter(|v| v.len() > 15),
    );
    assert_eq!(get("/licenses", &session).status(), 200);
    let code = crate::product::hint(&hints, "Activation code");
    secrets.push(code.clone());
    let body = serde_json::json!({ "product": "lantern", "code": code, "device": { "fingerprint": ["0".repeat(64)], "name": "canary-device" } });
    let activated = client.post(format!("{origin}/api/v1/activations")).json(&body).send().unwrap();
    secrets.push("canary-device".to_owned());
    if let Ok(answer) = activated.json::<serde_json::Value>() {
        secrets.extend(["renew_token", "lease"].iter().filter_map(|name| answer[*name].as_str()).map(str::to_owned));
    }
    // A key file of that device, and what strangers type and follow around key files, certificates and trials.
    let answer = client.post(format!("{origin}/api/v1/key-files")).json(&body).send().unwrap();
    let answer = answer.json::<serde_json::Value>().unwrap();
    let file = answer["key_file"].as_str().unwrap_or_else(|| panic!("no key file: {answer}"));
    let signed = file.lines().find(|line| !line.starts_with('#') && !line.is_empty()).unwrap();
    secrets.extend(signed.split('.').skip(1).map(str::to_owned));
    for (path, secret) in [
        ("/key-file/download?token=", "canary-key-link"),
        ("/trial/stop?token=", "canary-stop-link"),
        ("/company-notices/stop?token=", "canary-notice-link"),
        ("/request-files?token=", "canary-files-link"),
        ("/request-mails/stop?token=", "canary-mails-link"),
        ("/survey?mark=5&token=", "canary-survey-link"),
        ("/certificate/1234567890?check=", "CANA-RYXX-ECKC-0DE0-1234-5678"),
        ("/contract-certificate/scanned?number=C-1&check=", "CANA-RYXX-ECKC-0DE0-9876-5432"),
    ] {
        get(&format!("{path}{secret}"), "");
        secrets.push(secret.to_owned());
    }
    post("/key-file", "", &[("code", &code), ("email", "canary-key@example.com")]);
    let trial = [("product", "lantern"), ("name", "Canary Trial"), ("email", "canary-trial@example.com")];
    post("/trial", "", &trial);
    secrets.extend(["canary-key@example.com", "Canary Trial", "canary-trial@example.com"].map(str::to_owned));
    let request = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"canary-name.txt\"\r\n\r\ncanary-request\r\n\
         --x\r\ncontent-disposition: form-data; name=\"code\"\r\n\r\n{code}\r\n--x--\r\n"
    );
    let sent = client.post(format!("{origin}/key-file/request")).header("sec-fetch-site", "same-origin");
    sent.header("content-type", "multipart/form-data; boundary=x").body(request).send().unwrap();
    secrets.extend(["canary-name.txt", "canary-request"].map(str::to_owned));
    client.post(format!("{origin}/api/v1/activations/explain")).json(&body).send().unwrap();
    let made =
        place.run(&["staff", "create", "canary-clerk@example.com", "--name", "Canary Clerk", "--role", "support"]);
    let link = String::from_utf8_lossy(&made.stdout).split_whitespace().last().unwrap().to_owned();
    let path = link.trim_start_matches("http://127.0.0.1:8080").to_owned();
    secrets.push("canary-clerk@example.com".to_owned());
    secrets.push(path.rsplit(['/', '=']).next().unwrap().to_owned());
    get(&path, "");
    get("/confirm?token=canary-token", "");
    client.get(format!("{origin}/api/v1/licenses")).bearer_auth("canary-api-key").send().unwrap();
    secrets.extend(["canary-token".to_owned(), "canary-api-key".to_owned()]);
    // Errors of every kind, by somebody whose form or body held what they know.
    let bodies: Vec<String> = vec![
        get("/nowhere", "").text().unwrap(),
        // Without the header that says that our own page sends it.
        client
            .post(format!("{origin}/sign-in"))
            .form(&[("email", "canary@example.com"), ("password", password.as_str())])
            .send()
            .unwrap()
            .text()
            .unwrap(),
        client
            .post(format!("{origin}/api/v1/activations"))
            .header("content-type", "application/json")
            .body(format!("{{\"code\": \"{code}\", \"device\": \"canary-device\"}}"))
            .send()
            .unwrap()
            .text()
            .unwrap(),
        client.get(format!("{origin}/api/v1/licenses")).bearer_auth("canary-api-key").send().unwrap().text().unwrap(),
    ];
    let errors = bodies.concat();
    assert_eq!(errors.matches("<html").count(), 2, "{errors}");
    assert_eq!(errors.matches("urn:uuid:").count(), 2, "{errors}");
    let metrics = client.get(format!("http://{metrics}/metrics")).send().unwrap().text().unwrap();
    let backup = place.path().join("journey.zip");
    let made = place.run(&["backup", "journey.zip"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let database: Vec<u8> = ["data/gatehouse.db", "data/gatehouse.db-wal"]
        .iter()
        .flat_map(|file| std::fs::read(place.path().join(file)).unwrap())
        .collect();
    let log = server.log();
    assert!(log.contains("/api/v1/activations") && log.contains("DEBUG"), "the log is loud");
    let left = [
        ("the log", log, "/api/v1/activations"),
        ("the metrics", metrics, "/api/v1/activations"),
        ("an error's answer", errors, "request.unauthorized"),
        ("the database", String::from_utf8_lossy(&database).into_owned(), "lantern"),
        ("the backup", unpacked(&backup), "lantern"),
    ];
    for (name, text, control) in left {
        assert!(text.contains(control), "the control look: {name} must have {control} in it");
        for secret in &secrets {
            assert!(secret.len() > 7, "{secret} is found by chance");
            assert!(!text.contains(secret), "{secret} stands in {name}");
        }
    }
}
