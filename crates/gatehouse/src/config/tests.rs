//! What a configuration may say.

use super::{Config, is_loopback};
use std::collections::BTreeMap;

fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let variables: BTreeMap<_, _> = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Config::parse(text, &variables).map_err(|f| f.to_string())
}

/// ALL-6
#[test]
fn nothing_at_all_is_a_working_configuration() {
    let config = parse("", &[]).unwrap();
    assert_eq!(config.origin(), "http://127.0.0.1:8080");
    assert!(config.key_file().ends_with("data/gatehouse.keys"));
}

/// ALL-9
#[test]
fn a_typing_error_in_a_key_is_refused_in_file_and_environment() {
    assert!(parse("lisen = '127.0.0.1:1'", &[]).unwrap_err().contains("lisen"));
    assert!(parse("", &[("GATEHOUSE__DATA_DIRR", "x")]).unwrap_err().contains("data_dirr"));
    assert!(parse("listen = 'nowhere'", &[]).is_err());
    assert!(parse("origin = 'https://a.example/path'", &[]).is_err());
    assert!(parse("zone = 'Mars/Olympus'", &[]).is_err());
}

/// ALL-9
#[tokio::test]
async fn the_environment_wins_and_mails_are_never_shown_to_a_network() {
    let config = parse("listen = '127.0.0.1:1'", &[("GATEHOUSE__LISTEN", "127.0.0.1:2")]).unwrap();
    assert_eq!(config.listen.port(), 2);
    assert!(parse("listen = '0.0.0.0:80'", &[]).unwrap_err().contains("mail"));
    assert!(parse("listen = '0.0.0.0:80'\nmail = 'smtp://mail.example'", &[]).is_ok());
}

/// ALL-9, PRI-13
#[tokio::test]
async fn what_is_for_one_machine_is_refused_behind_a_proxy() {
    let openings =
        ["origin = 'https://portal.example.com'", "trusted_proxies = ['127.0.0.1']", "listen = '0.0.0.0:80'"];
    for opening in openings {
        let without_mail = parse(opening, &[]).unwrap_err();
        assert!(without_mail.contains("smtps://"), "{opening}: {without_mail}");
        let mail = "mail = 'smtp://mail.example'";
        let without_limits = parse(&format!("{opening}\n{mail}\nrate_limits = false"), &[]).unwrap_err();
        assert!(without_limits.contains("rate_limits"), "{opening}: {without_limits}");
        let config = parse(&format!("{opening}\n{mail}"), &[]).unwrap();
        assert!(config.opening().is_some(), "{opening}");
    }
    let local = parse("origin = 'http://localhost:8080'\nrate_limits = false", &[]).unwrap();
    assert_eq!(local.opening(), None);
}

#[test]
fn only_this_machine_is_loopback() {
    for origin in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080", "http://portal.localhost:1"] {
        assert!(is_loopback(origin), "{origin}");
    }
    for origin in
        ["http://0.0.0.0:8080", "http://portal.example.com", "http://[2001:db8::1]", "http://localhost.example.com"]
    {
        assert!(!is_loopback(origin), "{origin}");
    }
}

/// PRI-13
#[test]
fn a_secret_can_stand_in_a_file_and_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("database");
    std::fs::write(&path, "postgres://u:s3cret@localhost/db\n").unwrap();
    let config = parse(&format!("database = 'file:{}'", path.display()), &[]).unwrap();
    assert_eq!(config.database, "postgres://u:s3cret@localhost/db");
    assert!(!format!("{config:?}").contains("s3cret"));
}
