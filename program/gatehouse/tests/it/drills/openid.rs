//! `openid`: people sign in to software of others that is used as it is: the library Authlib (PyPI), and JupyterHub with oauthenticator.

use super::held;
use crate::demo_copy;
use crate::server::{Place, Server};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

/// Somebody of the demo.
const AIKO: &str = "aiko@example.com";
const WORD: &str = "Harbor-Lamp-27";

/// Registers a site; its id and its secret.
fn registered(place: &Place, name: &str, redirect: &str) -> (String, String) {
    let mut arguments = vec!["client", "add", name, "--redirect-uri", redirect];
    for scope in ["profile", "email", "offline_access"] {
        arguments.extend(["--scope", scope]);
    }
    let output = place.run(&arguments);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said} {}", String::from_utf8_lossy(&output.stderr));
    let word = |start: &str| said.split_whitespace().find(|word| word.starts_with(start)).unwrap().to_owned();
    (word("ghc_"), word("ghcs_"))
}

/// Runs a script of `modules/oidc/validator`; what it said.
fn run(place: &Place, server: &Server, script: &str, client: &(String, String), more: &[&str]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../modules/oidc/validator").canonicalize().unwrap();
    let python = std::env::var("OIDC_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let arguments = [&[server.origin.as_str(), &client.0, &client.1, AIKO, WORD], more].concat();
    let mut command = Command::new(python);
    command.arg(folder.join(script)).args(arguments).current_dir(place.path()).env("PYTHONDONTWRITEBYTECODE", "1");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said} {} {}", String::from_utf8_lossy(&output.stderr), server.log());
    said
}

#[test]
#[ignore = "a drill"]
fn a_public_library_signs_somebody_in() {
    let place = demo_copy::embedded(Place::new());
    let client = registered(&place, "Library", "http://127.0.0.1:9/signed-in");
    let server = place.serve(&[]);
    let said = run(&place, &server, "authlib_client.py", &client, &[]);
    held(&format!("Authlib 1.9.10: {}", said.lines().collect::<Vec<_>>().join(", ")));
    assert_eq!(server.stop(), Some(0));
}

#[test]
#[ignore = "a drill"]
fn an_application_of_others_signs_somebody_in() {
    let place = demo_copy::embedded(Place::new());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let hub = format!("http://127.0.0.1:{port}");
    let client = registered(&place, "Notebooks", &format!("{hub}/hub/oauth_callback"));
    let server = place.serve(&[]);
    let said = run(&place, &server, "jupyterhub_client.py", &client, &[&hub]);
    held(&format!("JupyterHub 6.1.1 with oauthenticator 17.4.0: {}", said.trim()));
    assert_eq!(server.stop(), Some(0));
}
