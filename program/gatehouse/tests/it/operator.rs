//! What an operator types: nothing is made by a command in the wrong folder, and each says what it found.

use crate::server::Place;
use gatehouse_testkit::checkout;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::process::Output;
use std::thread::JoinHandle;

const ADA: [&str; 7] = ["staff", "create", "ada@example.com", "--name", "Ada", "--role", "administrator"];

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", error(output));
    said(output)
}

/// ALL-9, PRI-13
#[test]
fn no_command_makes_an_installation_by_mistake() {
    let place = Place::new();
    let commands: [&[&str]; 16] = [
        &ADA,
        &["staff", "list"],
        &["staff", "reset", "ada@example.com"],
        &["staff", "disable", "ada@example.com"],
        &["client", "list"],
        &["import", "accounts", "people.csv"],
        &["worker"],
        &["migrate"],
        &["compact"],
        &["audit", "verify"],
        &["clock", "confirm"],
        &["keys", "rotate-master"],
        &["keys", "rotate-pepper"],
        &["keys", "drop-peppers"],
        &["keys", "rotate-issuing"],
        &["keys", "revoke-issuing", "0123456789abcdef"],
    ];
    for command in commands {
        let output = place.run(command);
        assert_eq!(output.status.code(), Some(1), "{command:?}");
        let whole = place.path().canonicalize().unwrap().join("data/gatehouse.db");
        assert!(error(&output).contains(&whole.display().to_string()), "{command:?}: {}", error(&output));
        assert!(!place.path().join("data").exists(), "{command:?} made something");
    }
    assert!(error(&place.run(&ADA)).contains("--new"));
    let made = place.run(&[&ADA[..], &["--new"]].concat());
    assert!(done(&made).contains("/staff/set-password?token="));
    let folder = place.path().canonicalize().unwrap().join("data");
    let warning = error(&made);
    assert!(
        warning.contains("a new installation was made") && warning.contains(&folder.display().to_string()),
        "{warning}"
    );
    let again = place.run(&["migrate", "--new"]);
    done(&again);
    assert!(!error(&again).contains("a new installation"), "it is there already");
}

/// ALL-9
#[test]
fn serving_says_loudly_that_it_makes_a_new_installation_and_who_is_missing() {
    let place = Place::new();
    drop(place.serve(&[]));
    let log = std::fs::read_to_string(place.path().join("log")).unwrap();
    assert!(
        log.contains("a new installation was made") && log.contains("no staff yet: gatehouse staff create"),
        "{log}"
    );
    let before = log.len();
    drop(place.serve(&[]));
    let log = std::fs::read_to_string(place.path().join("log")).unwrap();
    assert!(!log[before..].contains("a new installation"), "{log}");
}

/// ALL-3, ALL-8
#[test]
fn a_locked_out_administrator_is_let_in_again_from_the_command_line() {
    let place = Place::new();
    done(&place.run(&["migrate", "--new"]));
    assert!(done(&place.run(&["staff", "list"])).contains("no staff yet: gatehouse staff create"));
    done(&place.run(&ADA));
    let listed = done(&place.run(&["staff", "list"]));
    assert!(listed.contains("ada@example.com") && listed.contains("[administrator]  invited"), "{listed}");
    let reset = done(&place.run(&["staff", "reset", "ada@example.com"]));
    assert!(reset.contains("/staff/set-password?token=") && reset.contains("authenticator app"), "{reset}");
    let nobody = place.run(&["staff", "reset", "bob@example.com"]);
    assert_eq!((nobody.status.code(), error(&nobody).contains("staff.not_found")), (Some(2), true));
    let wrong = place.run(&["staff", "create", "bob@example.com", "--name", "Bob", "--role", "admin"]);
    assert_eq!(wrong.status.code(), Some(2));
    for role in gatehouse_core::Role::ALL {
        assert!(error(&wrong).contains(role.word()), "{}", error(&wrong));
    }
}

/// ALL-2, ALL-8
#[test]
fn a_picture_of_the_brand_that_is_missing_stops_the_server_and_no_other_command() {
    let place = Place::new();
    done(&place.run(&["migrate", "--new"]));
    let place = place.set("BRAND__LOGO", "missing.png");
    done(&place.run(&ADA));
    done(&place.run(&["staff", "reset", "ada@example.com"]));
    let refused = place.run(&["serve"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(error(&refused).contains("brand: logo: missing.png"), "{}", error(&refused));
}

/// ALL-9, PRI-13
#[test]
fn the_configuration_is_shown_with_its_origins_and_without_secrets() {
    let place = Place::new().set("MAIL", "smtps://portal:s3cret@mail.example.com").set("BRAND", "Acme");
    std::fs::write(place.path().join("url"), "postgres://gatehouse:s3cret@127.0.0.1/portal\n").unwrap();
    let text = "brand = 'Northwind'\nzone = 'Asia/Tokyo'\ndatabase = 'file:url'\n";
    std::fs::write(place.path().join("portal.toml"), text).unwrap();
    let shown = done(&place.run(&["--config", "portal.toml", "config", "show"]));
    let cells = |key: &str| -> Vec<String> {
        let line = shown.lines().find(|line| line.split_whitespace().next() == Some(key)).unwrap();
        line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
    };
    assert!(shown.starts_with(&format!("# {}", place.path().canonicalize().unwrap().join("portal.toml").display())));
    assert_eq!(cells("zone"), ["zone", "Asia/Tokyo", "portal.toml:2"]);
    assert_eq!(cells("brand.name"), ["brand.name", "Acme", "GATEHOUSE__BRAND"], "the environment wins");
    assert_eq!(cells("mail"), ["mail", "smtps://portal:***@mail.example.com", "GATEHOUSE__MAIL"]);
    assert_eq!(cells("database"), ["database", "postgres://gatehouse:***@127.0.0.1/portal", "url, by portal.toml:3"]);
    assert_eq!(cells("listen"), ["listen", "127.0.0.1:8080", "default"]);
    assert_eq!(cells("help_url"), ["help_url", "-", "default"]);
    assert!(!shown.contains("s3cret"));
    let checked = done(&place.run(&["--config", "portal.toml", "config", "check"]));
    assert!(checked.contains("portal.toml") && !checked.contains("Config {"), "{checked}");
}

/// ALL-9
#[test]
fn a_mistake_in_the_configuration_names_the_file_that_was_read_the_line_and_the_key_that_was_meant() {
    let place = Place::new();
    let file = place.path().join("portal.toml");
    for (text, told) in [
        (
            "brand = 'A'\nlisen = '127.0.0.1:1'\n",
            "portal.toml, line 2, column 9: lisen is no key of the configuration; did you mean listen?",
        ),
        ("brand = 'A'\n\nlisten = 8080\n", "portal.toml, line 3, column 10: "),
        ("brand = 'A\n", "portal.toml, line 1, column "),
        ("mail_from = 'nobody'\n", "portal.toml, line 1, column 13: mail_from: "),
    ] {
        std::fs::write(&file, text).unwrap();
        let output = place.run(&["--config", "portal.toml", "config", "check"]);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert!(error(&output).contains(told), "{text}: {}", error(&output));
    }
    let by_variable = Place::new().set("DATA_DIRR", "x").run(&["config", "check"]);
    assert!(error(&by_variable).contains("GATEHOUSE__DATA_DIRR: data_dirr is no key"), "{}", error(&by_variable));
    assert!(error(&by_variable).contains("did you mean data_dir?"));
}

/// ALL-9
#[test]
fn the_doctor_speaks_to_programs_too() {
    let place = Place::new();
    done(&place.run(&["migrate", "--new"]));
    let told: Value = serde_json::from_str(&said(&place.run(&["doctor", "--json"]))).unwrap();
    let findings = told["findings"].as_array().unwrap();
    let of = |level: &str| findings.iter().filter(|finding| finding["level"] == level).count();
    assert_eq!(told["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(
        (told["errors"].as_u64(), told["warnings"].as_u64()),
        (Some(of("error") as u64), Some(of("warning") as u64))
    );
    assert!(findings.iter().all(|finding| finding["code"].is_string() && finding["text"].is_string()));
    let verbose = said(&place.run(&["doctor", "--verbose"]));
    let kept: Vec<&str> = verbose.lines().filter(|line| line.contains("retention.")).collect();
    assert!(kept.len() == 1 && kept[0].ends_with("retention rules kept"), "{kept:?}");
}

/// A mail server that greets, takes one mail and answers each command with these words; gives what it was told.
fn mail_server(recipient: &'static str, end: &'static str) -> (u16, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let serving = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let (mut heard, mut is_text) = (String::new(), false);
        stream.write_all(b"220 mail.example.com\r\n").unwrap();
        while let Some(Ok(line)) = lines.next() {
            heard.push_str(&line);
            heard.push('\n');
            let answer = match line.split([' ', ':']).next().unwrap_or_default() {
                _ if is_text && line != "." => continue,
                "." => end,
                "RCPT" => recipient,
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 mail.example.com",
            };
            is_text = answer.starts_with("354");
            if stream.write_all(format!("{answer}\r\n").as_bytes()).is_err() || answer.starts_with("221") {
                break;
            }
        }
        heard
    });
    (port, serving)
}

/// ALL-4, ALL-9
#[test]
fn a_test_mail_goes_the_real_way_and_the_servers_answer_is_told() {
    let mail = |port: u16, arguments: &[&str]| {
        let place = Place::new().set("MAIL", &format!("smtp://127.0.0.1:{port}")).set("BRAND", "Acme");
        let output = place.run(&[&["mail", "test", "ada@example.com"], arguments].concat());
        assert!(!place.path().join("data").exists(), "no installation is made for it");
        output
    };
    let (port, server) = mail_server("250 ok", "250 2.0.0 queued as 77F1");
    let sent = mail(port, &["--lang", "ru"]);
    assert!(done(&sent).contains("250 2.0.0 queued as 77F1"), "{}", said(&sent));
    let heard = server.join().unwrap();
    assert!(heard.contains("RCPT TO:<ada@example.com>") && heard.contains("Content-Language: ru"), "{heard}");
    let (port, server) = mail_server("550 5.1.1 no such user here", "250 ok");
    let refused = mail(port, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(error(&refused).contains("5.1.1 no such user here"), "{}", error(&refused));
    drop(server);
    let kept = Place::new().run(&["mail", "test", "ada@example.com"]);
    assert!(kept.status.code() == Some(1) && error(&kept).contains("/_dev/mail"), "{}", error(&kept));
}

/// ACC-9, ALL-9
#[test]
fn a_test_message_goes_to_the_provider_of_its_number_and_what_it_says_is_told() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let place = Place::new()
        .set("BRAND", "Acme")
        .set("TEXT_MESSAGES__COUNTRIES", "US,JP")
        .set("TEXT_MESSAGES__PROVIDERS__AWAY__KIND", "http")
        .set("TEXT_MESSAGES__PROVIDERS__AWAY__URL", &format!("http://{closed}/?to={{to}}&text={{text}}"))
        .set("TEXT_MESSAGES__PROVIDERS__HERE__KIND", "file")
        .set("TEXT_MESSAGES__PROVIDERS__HERE__PATH", "texts");
    let sent = place.run(&["text", "test", "+1 201 555 0123", "--lang", "ru"]);
    assert!(done(&sent).contains("here: took the text message"), "{}", said(&sent));
    assert!(error(&sent).contains("away: the provider of text messages cannot be reached"), "{}", error(&sent));
    let line = std::fs::read_to_string(place.path().join("texts")).unwrap();
    assert!(line.contains("+12015550123") && line.contains("Acme может отправлять SMS"), "{line}");
    assert!(!place.path().join("data").exists(), "no installation is made for it");
    for (number, told) in [("+44 7400 123456", "text_messages.countries has no GB"), ("12345", "is not the number")] {
        let refused = place.run(&["text", "test", number]);
        assert!(refused.status.code() == Some(1) && error(&refused).contains(told), "{}", error(&refused));
    }
    let none = Place::new().run(&["text", "test", "+12015550123"]);
    assert!(none.status.code() == Some(1) && error(&none).contains("no provider is configured"), "{}", error(&none));
}

/// Every command that the operator's page shows is one.
#[test]
fn the_page_for_operators_names_commands_that_exist() {
    let page = std::fs::read_to_string(checkout().join("docs/operate.md")).unwrap();
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && !word.starts_with('-');
    // Every second part is a block of code.
    let blocks = page.split("```").skip(1).step_by(2);
    let commands: BTreeSet<Vec<&str>> = blocks
        .flat_map(str::lines)
        .filter_map(|line| line.trim().split_once("gatehouse ").filter(|(before, _)| !before.contains('#')))
        .filter(|(before, _)| before.is_empty() || before.ends_with("/bin/"))
        .map(|(_, rest)| rest)
        .map(|rest| rest.split_whitespace().take_while(is_word).take(2).collect())
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    let place = Place::new();
    for command in commands {
        let output = place.run(&[&command[..], &["--help"]].concat());
        assert!(output.status.success(), "{command:?}: {}", error(&output));
    }
}
