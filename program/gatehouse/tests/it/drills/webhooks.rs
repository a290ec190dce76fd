//! `webhooks`: messages of the real program, judged by the public library standardwebhooks (PyPI): a challenge, tests, and a secret that is replaced.

use super::held;
use crate::server::{Place, runtime};
use gatehouse_context::Cx;
use gatehouse_staff::actions::webhooks::{create_webhook, rotate_webhook_secret, switch_webhook_on, test_webhook};
use gatehouse_webhooks::Entry;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Tests before the secret is replaced, and as many after it.
const TESTS: usize = 20;

#[test]
#[ignore = "a drill"]
fn a_public_library_vouches_for_every_message() {
    let place = Place::new();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../kits/webhooks/receiver/receive.py");
    let python = std::env::var("WEBHOOKS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let port = place.path().join("port");
    let (input, output) = (Stdio::piped(), Stdio::piped());
    let mut receiver = Command::new(python).arg(script).arg(&port).stdin(input).stdout(output).spawn().unwrap();
    while !port.exists() {
        assert!(receiver.try_wait().unwrap().is_none(), "the receiver ended: are its packages there?");
        std::thread::sleep(Duration::from_millis(50));
    }
    let url = format!("http://127.0.0.1:{}/", std::fs::read_to_string(&port).unwrap());
    let sent = runtime().block_on(async {
        let data = place.path().join("data");
        let text = format!("data_dir = \"{}\"\nreach_loopback = true", data.display());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        let entry = Entry { name: "Library".into(), url, types: vec!["*".into()] };
        let made = create_webhook(&cx, &entry).await.unwrap();
        writeln!(receiver.stdin.as_mut().unwrap(), "{}", made.secret.expose()).unwrap();
        switch_webhook_on(&cx, made.id).await.unwrap();
        for round in 0..2 {
            for _ in 0..TESTS {
                test_webhook(&cx, made.id).await.unwrap();
            }
            installed.site.runner.drain().await.unwrap();
            if round == 0 {
                // The receiver keeps the secret that it has: for a day both sign.
                rotate_webhook_secret(&cx, made.id).await.unwrap();
            }
        }
        installed.close().await.unwrap();
        1 + 2 * TESTS
    });
    let lines = BufReader::new(receiver.stdout.take().unwrap()).lines().take(sent);
    let said: Vec<String> = lines.map(Result::unwrap).collect();
    receiver.kill().unwrap();
    receiver.wait().unwrap();
    let expected = std::iter::once("webhook.challenge 0".to_owned());
    let expected: Vec<String> = expected.chain((1..sent).map(|number| format!("webhook.test {number}"))).collect();
    assert_eq!(said, expected);
    held(&format!("standardwebhooks (PyPI) vouched for {sent} messages, {TESTS} of them by the secret before"));
}
