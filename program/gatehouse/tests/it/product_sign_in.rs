//! Products sign people in at the real server: the sample product with a browser, the client library by device code, and the links between them.

use crate::demo_copy;
use crate::product::Device;
use crate::server::{Place, Server, client, runtime};
use gatehouse_client::{Client, DeviceFingerprint, Poll, RootKey, SignIn};
use gatehouse_context::Cx;
use gatehouse_staff::actions::{NewApiKey, create_api_key};
use reqwest::blocking::Response;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, Read as _};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

const AIKO: &str = "aiko@example.com";
const WORD: &str = "Harbor-Lamp-27";

/// A key that registers clients, made before the server starts.
fn key(place: &Place) -> String {
    let data = place.path().join("data");
    runtime().block_on(async {
        let text = format!("data_dir = \"{}\"\ndatabase = \"\"", data.display());
        let config = gatehouse::Config::parse(&text, &Default::default()).unwrap();
        let installed = gatehouse::Installed::open(config).await.unwrap();
        let cx = Cx::program(&installed.site.app, "test");
        let scopes = vec!["clients:read".to_owned(), "clients:write".to_owned()];
        let new = NewApiKey { name: "clients".to_owned(), scopes, expires: String::new() };
        let key = create_api_key(&cx, new).await.unwrap().key.expose().clone();
        installed.close().await.unwrap();
        key
    })
}

/// Registers the product; what it calls itself.
fn registered(server: &Server, key: &str) -> String {
    let new = json!({
        "name": "Lantern", "kind": "device", "redirect_uris": ["http://127.0.0.1/callback"],
        "scopes": ["openid", "profile", "email", "offline_access"], "first_party": true, "products": ["Lantern"],
    });
    let answer = client().post(format!("{}/api/v1/clients", server.origin)).bearer_auth(key).json(&new).send().unwrap();
    assert_eq!(answer.status(), 201, "{}", server.log());
    let made: Value = answer.json().unwrap();
    made["client"]["client_id"].as_str().unwrap().to_owned()
}

/// Somebody with a browser.
struct Person<'a> {
    server: &'a Server,
    cookies: String,
}

impl<'a> Person<'a> {
    fn sign_in(server: &'a Server) -> Self {
        let nobody = Self { server, cookies: String::new() };
        let answer = nobody.post("/sign-in", &[("email", AIKO), ("password", WORD)]);
        assert_eq!(answer.status(), 303, "{}", server.log());
        let cookies = answer.headers().get_all("set-cookie").iter();
        let cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next().map(str::to_owned));
        Self { server, cookies: cookies.collect::<Vec<_>>().join("; ") }
    }

    fn address(&self, place: &str) -> String {
        if place.starts_with('/') { format!("{}{place}", self.server.origin) } else { place.to_owned() }
    }

    fn get(&self, place: &str) -> Response {
        client().get(self.address(place)).header("cookie", &self.cookies).send().unwrap()
    }

    fn post(&self, place: &str, form: &[(&str, &str)]) -> Response {
        let asked = client().post(self.address(place)).header("sec-fetch-site", "same-origin");
        asked.header("cookie", &self.cookies).form(form).send().unwrap()
    }

    /// Opens an address and is led on, until something outside of the portal answers; what that says.
    fn led_on(&self, address: &str) -> String {
        let mut address = address.to_owned();
        for _ in 0..8 {
            let answer = self.get(&address);
            let next = answer.headers().get("location").or(answer.headers().get("refresh"));
            let next = next.map(|next| next.to_str().unwrap().trim_start_matches("0; url=").to_owned());
            match next {
                Some(next) => address = next,
                None if address.starts_with(&format!("{}/", self.server.origin)) || address.starts_with('/') => {
                    panic!("stopped at {address}: {}", answer.text().unwrap())
                }
                None => return answer.text().unwrap(),
            }
        }
        panic!("led in a circle: {address}")
    }
}

fn now() -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap()
}

/// ACC-4, DEV-1
#[test]
fn the_sample_product_signs_its_user_in_with_the_browser_and_out_again() {
    let place = demo_copy::embedded(Place::new());
    let key = key(&place);
    let server = place.serve(&[]);
    let id = registered(&server, &key);
    let aiko = Person::sign_in(&server);
    let desk = Device { place: &place, origin: &server.origin, name: "desk" };
    let run = |arguments: &[&str]| {
        let output =
            desk.command(arguments).env("LANTERN_CLIENT_ID", &id).env("LANTERN_BROWSER", "true").output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap(), String::from_utf8(text).unwrap())
    };
    assert_eq!(run(&["account"]).0, 4);

    let mut command = desk.command(&["sign-in", "--email", AIKO]);
    command.env("LANTERN_CLIENT_ID", &id).env("LANTERN_BROWSER", "true").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    let Some(address) = line.split_whitespace().find(|word| word.starts_with("http")) else {
        let output = child.wait_with_output().unwrap();
        panic!("{line} {} {}", String::from_utf8_lossy(&output.stderr), server.log());
    };
    assert!(!address.contains("aiko") && !address.contains("desk"), "nothing of the person stands in it: {address}");
    let page = aiko.led_on(address);
    assert!(page.contains("Go back to the application"), "{page}");
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{rest} {}", String::from_utf8_lossy(&output.stderr));
    assert!(rest.contains("signed in as") && rest.contains(AIKO), "{rest}");

    let (exit, text) = run(&["account"]);
    assert!(exit == 0 && text.contains(AIKO), "{text}");
    for page in ["start", "license", "renewal", "help"] {
        let (exit, text) = run(&["open", page]);
        assert_eq!(exit, 0, "{text}");
        let address = text.split_whitespace().find(|word| word.starts_with("http")).unwrap();
        let answer = aiko.get(address);
        assert_eq!(answer.status(), 200, "who is signed in is not asked again: {page}");
    }
    assert_eq!(run(&["sign-out"]).0, 0);
    assert_eq!(run(&["account"]).0, 4);
    assert_eq!(server.stop(), Some(0));
}

/// ACC-4, ACC-6, DEV-1
#[test]
fn a_device_is_connected_by_the_code_that_it_shows() {
    let place = demo_copy::embedded(Place::new());
    let key = key(&place);
    let server = place.serve(&[]);
    let id = registered(&server, &key);
    let roots = std::fs::read_to_string(place.path().join("data/root.pub")).unwrap();
    // The product's clock: it does not wait, and the portal bears half a minute.
    let ahead = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&ahead);
    let product = Client::builder(&server.origin, "lantern", RootKey::parse_list(&roots).unwrap())
        .client_id(&id)
        .version("2.1.0")
        .device_name("meter-7")
        .state_dir(place.path().join("state-meter"))
        .fingerprint(DeviceFingerprint::new(vec![[7; 32]]).unwrap())
        .clock(move || now() + clock.load(Ordering::SeqCst))
        .build()
        .unwrap();
    // What the portal answers tells nobody whether somebody has that address.
    let known = product.begin_device_sign_in(&SignIn::new().email(AIKO)).unwrap();
    let unknown = product.begin_device_sign_in(&SignIn::new().email("nobody-here@example.com")).unwrap();
    assert_eq!((known.user_code.len(), &known.address), (unknown.user_code.len(), &unknown.address));

    let code = product.begin_device_sign_in(&SignIn::new().email(AIKO)).unwrap();
    assert!(matches!(product.poll_sign_in(), Ok(Poll::Wait(_))));
    let aiko = Person::sign_in(&server);
    let typed = aiko.post("/device", &[("code", &code.user_code)]);
    assert_eq!(typed.status(), 303, "{}", server.log());
    let confirm = typed.headers()["location"].to_str().unwrap().to_owned();
    let page = aiko.get(&confirm).text().unwrap();
    for shown in ["lantern", "2.1.0", "meter-7", code.user_code.as_str()] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let confirm = reqwest::Url::parse(&format!("{}{confirm}", server.origin)).unwrap();
    let ticket = confirm.query_pairs().find(|(name, _)| name == "ticket").unwrap().1.into_owned();
    let done = aiko.post("/device/confirm", &[("ticket", &ticket), ("answer", "connect")]);
    assert_eq!(done.status(), 303, "{}", server.log());
    ahead.store(6, Ordering::SeqCst);
    let Poll::SignedIn(account) = product.poll_sign_in().unwrap() else { panic!("not connected: {}", server.log()) };
    assert_eq!(account.email.as_deref(), Some(AIKO));
    assert_eq!(product.profile().unwrap().subject, account.subject);
    product.sign_out().unwrap();
    assert_eq!(server.stop(), Some(0));
}
