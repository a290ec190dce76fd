//! What each kind of provider is told, and what its answers mean.

use super::gateway::Gateway;
use super::{NUMBER, TEXT, number, provider, reach};
use gatehouse_messages::{BodyKind, Http, Outgoing, Provider, Trouble, Twilio, Way};

/// A text that tries to break out of wherever it is put.
const HOSTILE: &str = "\"},\"to\":\"+1\"}\\u0022 {to}{id}\r\nX-Evil: 1\r\n\r\n&to=%2B1&x='<>\u{0}コード";

async fn send(provider: &Provider, text: &str) -> Result<(), Trouble> {
    let to = number();
    provider.send(&reach(), &Outgoing { to: &to, text, id: "0193-id" }).await
}

fn http(url: &str, headers: &[(&str, &str)], kind: BodyKind, body: &str) -> Provider {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    provider("main", Way::Http(Box::new(Http::new(url, headers, kind, body).unwrap())))
}

/// ACC-9
#[tokio::test]
async fn a_json_body_keeps_its_shape_whatever_stands_in_the_text() {
    let gateway = Gateway::start(&[(202, "{}")]).await;
    let template = r#"{"messages":[{"to":"{to}","content":{"text":"{text}","n":1}}],"ref":"x-{id}","{to}":true}"#;
    let headers = [("X-Key", "{id}"), ("Authorization", "Bearer secret")];
    let main = http(&format!("{}/v1/send", gateway.url), &headers, BodyKind::Json, template);
    assert_eq!(send(&main, HOSTILE).await, Ok(()));
    let asked = gateway.asked().remove(0);
    assert_eq!(asked.line, "POST /v1/send HTTP/1.1");
    assert!(
        asked.head.contains("authorization: bearer secret") && asked.head.contains("x-key: 0193-id"),
        "{}",
        asked.head
    );
    assert!(!asked.head.contains("x-evil") && asked.head.contains("content-type: application/json"));
    let body: serde_json::Value = serde_json::from_str(&asked.body).unwrap();
    let expected = serde_json::json!({
        "messages": [{ "to": NUMBER, "content": { "text": HOSTILE, "n": 1 } }], "ref": "x-0193-id", "{to}": true
    });
    assert_eq!(body, expected);
}

/// ACC-9
#[tokio::test]
async fn a_form_and_an_address_keep_theirs_too() {
    let gateway = Gateway::start(&[(200, "ok")]).await;
    let form = http(&(gateway.url.clone() + "/send"), &[], BodyKind::Form, "user=portal&to={to}&text={text}");
    assert_eq!(send(&form, HOSTILE).await, Ok(()));
    let query = http(&(gateway.url.clone() + "/send/{to}?text={text}&id={id}"), &[], BodyKind::Text, "");
    assert_eq!(send(&query, HOSTILE).await, Ok(()));
    let plain = http(&(gateway.url.clone() + "/send?to={to}"), &[], BodyKind::Text, "{text}");
    assert_eq!(send(&plain, HOSTILE).await, Ok(()));
    let asked = gateway.asked();
    let pairs: Vec<(String, String)> = url_pairs(&asked[0].body);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(pairs, [pair("user", "portal"), pair("to", NUMBER), pair("text", HOSTILE)]);
    let path = asked[1].line.strip_prefix("GET /send/%2B12015550123?").expect(&asked[1].line);
    let pairs = url_pairs(path.strip_suffix(" HTTP/1.1").unwrap());
    assert_eq!(pairs, [pair("text", HOSTILE), pair("id", "0193-id")]);
    assert!(!asked[1].head.contains("x-evil") && asked[1].body.is_empty());
    assert_eq!(asked[2].body, HOSTILE);
}

fn url_pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), decoded(value))
        })
        .collect()
}

/// `application/x-www-form-urlencoded`, by another implementation than the one that is tested.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// ACC-9
#[tokio::test]
async fn the_answers_of_a_gateway_mean_what_the_operator_says() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (status, end) in [
        (200, Ok(())),
        (201, Ok(())),
        (429, Err(Trouble::Later(429))),
        (503, Err(Trouble::Later(503))),
        (401, Err(Trouble::Ours(401))),
        (302, Err(Trouble::Ours(302))),
        (422, Err(Trouble::Number(422))),
        (403, Err(Trouble::Blocked(403))),
    ] {
        let gateway = Gateway::start(&[(status, "")]).await;
        let body = r#"{"to":"{to}","text":"{text}"}"#;
        let made = Http::new(&gateway.url, Vec::new(), BodyKind::Json, body).unwrap().meaning(vec![422], vec![403]);
        assert_eq!(send(&provider("main", Way::Http(Box::new(made))), TEXT).await, end, "{status}");
    }
    let away = http(&format!("http://{closed}"), &[], BodyKind::Json, r#"{"to":"{to}","text":"{text}"}"#);
    assert!(matches!(send(&away, TEXT).await, Err(Trouble::Away(_))));
}

/// ACC-9
#[test]
fn a_template_that_leads_elsewhere_or_says_nothing_is_refused() {
    let body = r#"{"to":"{to}","text":"{text}"}"#;
    for (url, header, body, why) in [
        ("https://{id}.example.com/", "", body, "url"),
        ("https://example.com{text}/", "", body, "url"),
        ("https://u@example.com/", "", body, "url"),
        ("nothing", "", body, "url"),
        ("https://example.com/", "{text}", body, "headers"),
        ("https://example.com/", "a\r\nb", body, "headers"),
        ("https://example.com/", "", r#"{"to":"{to}"}"#, "body"),
        ("https://example.com/", "", "{", "body"),
    ] {
        let headers = vec![("X-Any".to_owned(), header.to_owned())];
        let refused = Http::new(url, headers, BodyKind::Json, body).err().map(|fault| fault.to_string());
        assert!(refused.as_deref().is_some_and(|text| text.starts_with(why)), "{url} {header} {body}: {refused:?}");
    }
}

/// ACC-9
#[tokio::test]
async fn twilio_is_asked_by_its_form_and_its_codes_are_understood() {
    let gateway = Gateway::start(&[(201, r#"{"sid":"SM1","status":"queued"}"#)]).await;
    let twilio = |url: &str, from: &str| Twilio::new(url, "AC12", "SK34", "s3cret", from).unwrap();
    let by = |url: &str, from: &str| provider("main", Way::Twilio(Box::new(twilio(url, from))));
    assert_eq!(send(&by(&gateway.url, "+15005550006"), HOSTILE).await, Ok(()));
    let service = format!("MG{}", "0".repeat(32));
    assert_eq!(send(&by(&gateway.url, &service), TEXT).await, Ok(()));
    let asked = gateway.asked();
    assert_eq!(asked[0].line, "POST /2010-04-01/Accounts/AC12/Messages.json HTTP/1.1");
    // SK34:s3cret
    assert!(asked[0].head.contains("authorization: basic u0szndpzm2nyzxq="), "{}", asked[0].head);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(url_pairs(&asked[0].body), [pair("To", NUMBER), pair("From", "+15005550006"), pair("Body", HOSTILE)]);
    assert_eq!(url_pairs(&asked[1].body)[1], pair("MessagingServiceSid", &service));
    for (status, code, end) in [
        (400, 21211, Trouble::Number(21211)),
        (400, 21614, Trouble::Number(21614)),
        (400, 21610, Trouble::Blocked(21610)),
        (400, 21408, Trouble::Ours(21408)),
        (401, 20003, Trouble::Ours(20003)),
        (429, 20429, Trouble::Later(429)),
        (500, 0, Trouble::Later(500)),
        (404, 0, Trouble::Ours(404)),
    ] {
        let body = format!(r#"{{"code":{code},"message":"To {NUMBER} is …","status":{status}}}"#);
        let gateway = Gateway::start(&[(status, &body)]).await;
        let refused = send(&by(&gateway.url, "+1"), TEXT).await.unwrap_err();
        assert_eq!(refused, end);
        assert!(!refused.to_string().contains(NUMBER), "no number in what is logged");
    }
}

/// ACC-9
#[tokio::test]
async fn a_file_gets_a_line_for_each_message() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts");
    let file = provider("here", Way::File(path.clone()));
    assert_eq!(send(&file, HOSTILE).await, Ok(()));
    assert_eq!(send(&file, TEXT).await, Ok(()));
    let lines = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0], serde_json::json!({ "id": "0193-id", "to": NUMBER, "text": HOSTILE }));
    assert_eq!(lines.len(), 2);
    let nowhere = provider("here", Way::File(folder.path().join("none/texts")));
    assert_eq!(send(&nowhere, TEXT).await, Err(Trouble::File));
}
