//! Where people may be sent back to: what is registered, and what is allowed of it.

use gatehouse_core::{SystemRandom, Uuid};
use gatehouse_oidc::model::client::ClientKind::{self, Device, Native, Web};
use gatehouse_oidc::model::client::{Client, IdTokenAlg, is_client_id, new_client_id};
use gatehouse_oidc::model::client_secret;
use gatehouse_oidc::model::redirect::WrongUri::{self, *};
use gatehouse_oidc::model::redirect::{LONGEST, redirect_uri, server_uri};

/// What nobody may register, for which kind, and why.
const HOSTILE: [(ClientKind, &str, WrongUri); 75] = [
    (Web, "", NotAnAddress),
    (Web, "https://", NotAnAddress),
    (Web, "/signed-in", NotAnAddress),
    (Web, "example.com/in", NotAnAddress),
    (Web, "//example.com/in", NotAnAddress),
    (Web, "https://example.com/in#", Fragment),
    (Web, "https://example.com/in#token", Fragment),
    (Web, "https://*.example.com/in", Wildcard),
    (Web, "https://example.com/*", Wildcard),
    (Web, "https://user@example.com/in", UserInfo),
    (Web, "https://user:word@example.com/in", UserInfo),
    (Web, "https://example.com@evil.example/in", UserInfo),
    (Web, "https://@example.com/in", UserInfo),
    (Web, "https://:@example.com/in", UserInfo),
    (Web, "https://Example.com/in", NotNormal),
    (Web, "HTTPS://example.com/in", NotNormal),
    (Web, "https://example.com", NotNormal),
    (Web, "https://example.com:443/in", NotNormal),
    (Web, "https://example.com/a/../in", NotNormal),
    (Web, "https://example.com/a/%2e%2E/in", NotNormal),
    (Web, "https://example.com/./in", NotNormal),
    (Web, "https:/example.com/in", NotNormal),
    (Web, "https:example.com/in", NotNormal),
    (Web, "https:///example.com/in", NotNormal),
    (Web, "https://0x7f.1/in", NotNormal),
    (Web, "https:\\\\example.com\\in", NotAnAddress),
    (Web, "https://example.com\\@evil.example/in", NotAnAddress),
    (Web, " https://example.com/in", NotAnAddress),
    (Web, "https://example.com/in\n", NotAnAddress),
    (Web, "https://example.com/i\tn", NotAnAddress),
    (Web, "https://example.com/in\0", NotAnAddress),
    (Web, "https://exämple.com/in", NotAnAddress),
    (Web, "https://example.com/\u{202e}in", NotAnAddress),
    (Web, "https://example.com/<script>", NotAnAddress),
    (Web, "https://example.com/{tenant}", NotAnAddress),
    (Web, "https://example.com./in", NotAnAddress),
    (Web, "https://example.com:0/in", NotAnAddress),
    (Web, "https://example.com:65536/in", NotAnAddress),
    (Web, "https://example.com/in%0d%0aLocation:%20x", NotAnAddress),
    (Web, "https://example.com/in%00", NotAnAddress),
    (Web, "https://example.com/in%zz", NotAnAddress),
    (Web, "https://example.com/in%", NotAnAddress),
    (Web, "https://example.com/in?code=1", AnswerParameter),
    (Web, "https://example.com/in?a=b&STATE=x", AnswerParameter),
    (Web, "https://example.com/in?iss=https://evil.example", AnswerParameter),
    (Web, "https://example.com/in?error=x", AnswerParameter),
    (Web, "https://example.com/in?c%6fde=1", AnswerParameter),
    (Web, "http://example.com/in", NotHttps),
    (Web, "http://127.0.0.1/in", NotHttps),
    (Web, "http://localhost:3000/in", NotHttps),
    (Web, "ftp://example.com/in", SchemeOfApps),
    (Web, "com.example.app:/in", SchemeOfApps),
    (Native, "http://example.com/in", NotHttps),
    (Native, "http://192.168.1.1/in", NotHttps),
    (Native, "http://127.0.0.1.evil.example/in", NotHttps),
    (Native, "http://localhost/in", LoopbackByName),
    (Native, "http://app.localhost/in", LoopbackByName),
    (Native, "http://127.0.0.2/in", LoopbackByName),
    (Native, "http://127.1/in", NotNormal),
    (Native, "http://0x7f000001/in", NotNormal),
    (Native, "http://2130706433/in", NotNormal),
    (Native, "http://[0:0:0:0:0:0:0:1]/in", NotNormal),
    (Native, "http://[::ffff:127.0.0.1]/in", NotNormal),
    (Native, "http://127.0.0.1:80/in", NotNormal),
    (Native, "http://127.0.0.1:0/in", NotAnAddress),
    (Native, "javascript:alert(1)", NotReversed),
    (Native, "data:text/html,x", NotReversed),
    (Native, "file:///etc/passwd", NotReversed),
    (Native, "intent://x/#Intent;end", Fragment),
    (Native, "app:/in", NotReversed),
    (Native, "com.example.app://in", NotReversed),
    (Native, "com.example.app:in", NotReversed),
    (Device, "com..app:/in", NotReversed),
    (Device, "com.example+x:/in", NotReversed),
    (Device, "Com.Example.App:/in", NotNormal),
];

fn client(kind: ClientKind, uris: &[&str]) -> Client {
    Client {
        id: Uuid::from_u128(1),
        client_id: String::new(),
        name: String::new(),
        kind,
        confidential: kind.is_confidential(),
        native: kind.is_native(),
        device_grant: kind.has_device_grant(),
        redirect_uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
        post_logout_redirect_uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
        backchannel_logout_uri: None,
        scopes: vec!["openid".to_owned()],
        id_token_alg: IdTokenAlg::Rs256,
        require_par: false,
        first_party: false,
        products: Vec::new(),
    }
}

/// ACC-21
#[test]
fn a_hostile_address_is_registered_for_nobody() {
    for (kind, uri, why) in HOSTILE {
        assert_eq!(redirect_uri(uri, kind, false), Err(why), "{kind:?} {uri:?}");
    }
    let long = format!("https://example.com/{}", "x".repeat(LONGEST));
    assert_eq!(redirect_uri(&long, Web, false), Err(TooLong));
}

/// ACC-21
#[test]
fn an_address_as_browsers_write_it_is_registered() {
    for (kind, uri) in [
        (Web, "https://shop.example.com/signed-in"),
        (Web, "https://shop.example.com:8443/signed-in?shop=1"),
        (Web, "https://xn--exmple-cua.com/"),
        (Web, "https://10.0.0.5/in"),
        (Native, "https://app.example.com/open"),
        (Native, "http://127.0.0.1/in"),
        (Native, "http://[::1]:49152/in"),
        (Native, "com.example.app:/signed-in"),
        (Device, "com.example.my-app:/"),
        (Device, "http://127.0.0.1:8123/in?from=lantern"),
    ] {
        assert_eq!(redirect_uri(uri, kind, false), Ok(()), "{kind:?} {uri}");
    }
    // Where the portal runs on its developer's machine, so may a website; an app goes by the number there too.
    for uri in ["http://127.0.0.1:8000/in", "http://[::1]/in", "http://localhost:8000/in"] {
        assert_eq!(redirect_uri(uri, Web, true), Ok(()), "{uri}");
    }
    assert_eq!(redirect_uri("http://localhost:8000/in", Native, true), Err(LoopbackByName));
    assert_eq!(redirect_uri("http://example.com/in", Web, true), Err(NotHttps));
}

/// ACC-21
#[test]
fn a_server_hears_of_those_who_signed_out_by_https_alone() {
    assert_eq!(server_uri("https://shop.example.com/out", false), Ok(()));
    for (uri, why) in [
        ("http://shop.example.com/out", NotHttps),
        ("http://127.0.0.1:8000/out", NotHttps),
        ("com.example.app:/out", NotHttps),
        ("https://shop.example.com/out#x", Fragment),
        ("https://user@shop.example.com/out", UserInfo),
        ("https://shop.example.com", NotNormal),
    ] {
        assert_eq!(server_uri(uri, false), Err(why), "{uri}");
    }
    assert_eq!(server_uri("http://127.0.0.1:8000/out", true), Ok(()));
}

/// ACC-21: exactly what was registered, and for apps another port of their own machine
#[test]
fn people_are_sent_back_to_what_was_registered_to_the_letter() {
    let native = client(Native, &["http://127.0.0.1/in", "com.example.app:/in", "https://app.example.com/in"]);
    let v6 = client(Device, &["http://[::1]:7000/in?a=b"]);
    for uri in [
        "http://127.0.0.1/in",
        "http://127.0.0.1:1/in",
        "http://127.0.0.1:65535/in",
        "com.example.app:/in",
        "https://app.example.com/in",
    ] {
        assert!(native.allows_redirect(uri) && native.allows_post_logout(uri), "{uri}");
    }
    for uri in ["http://[::1]/in?a=b", "http://[::1]:7001/in?a=b"] {
        assert!(v6.allows_redirect(uri), "{uri}");
    }
    for uri in [
        "",
        "http://127.0.0.1:0/in",
        "http://127.0.0.1:080/in",
        "http://127.0.0.1:65536/in",
        "http://127.0.0.1:/in",
        "http://127.0.0.1:80@evil.example/in",
        "http://127.0.0.1:80:80/in",
        "http://127.0.0.1:+80/in",
        "http://127.0.0.1.evil.example/in",
        "http://127.0.0.1:80/in/",
        "http://127.0.0.1:80/IN",
        "http://127.0.0.1:80/in?x=1",
        "http://127.0.0.1:80/in#x",
        "http://127.0.0.1:80/../in",
        "http://127.0.0.1:80\\in",
        "http://localhost:80/in",
        "http://[::1]:80/in",
        "https://127.0.0.1:80/in",
        "com.example.app:/in/",
        "https://app.example.com:444/in",
        "https://app.example.com/in?",
    ] {
        assert!(!native.allows_redirect(uri) && !native.allows_post_logout(uri), "{uri}");
    }
    let web = client(Web, &["http://127.0.0.1:8000/in"]);
    assert!(web.allows_redirect("http://127.0.0.1:8000/in") && !web.allows_redirect("http://127.0.0.1:8001/in"));
    assert!(web.allows_scope("openid") && !web.allows_scope("email") && !web.allows_scope(""));
}

/// ACC-21
#[test]
fn ids_and_secrets_have_a_form_that_is_told_without_the_database() {
    let id = new_client_id(&SystemRandom);
    assert!(is_client_id(&id) && id.len() == 36, "{id}");
    for wrong in
        ["", "ghc_", &id[..35], &format!("{id}0"), &id.to_uppercase(), "ghc_日本語日本語日本語日本", "' or 1=1 --"]
    {
        assert!(!is_client_id(wrong), "{wrong}");
    }
    let secret = client_secret::random(&SystemRandom);
    let secret = secret.expose();
    assert!(client_secret::is_well_formed(secret) && secret.len() == 54, "{secret}");
    assert!(client_secret::prefix(secret).len() == 11 && secret.starts_with(&client_secret::prefix(secret)));
    for place in [5, 20, 47, 48, 53] {
        let mut wrong: Vec<u8> = secret.bytes().collect();
        wrong[place] = if wrong[place] == b'A' { b'B' } else { b'A' };
        assert!(!client_secret::is_well_formed(std::str::from_utf8(&wrong).unwrap()), "{place}");
    }
}
