//! `postgres-tls`: the real program and a database server with certificates.

use super::held;
use crate::kill::asking;
use crate::product::hint;
use crate::server::{Place, client};
use gatehouse_db::sea_orm::{ConnectionTrait as _, Statement};
use gatehouse_db::{Db, DbConfig};
use pgtest::{Server, Setup};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut of_itself = CertificateParams::new(Vec::new()).unwrap();
    of_itself.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(of_itself, KeyPair::generate().unwrap()).unwrap()
}

fn refusal(url: &str, ca: Option<&str>) -> String {
    let place = Place::new().set("DATABASE", url);
    let place = match ca {
        Some(pem) => {
            let file = place.path().join("ca.pem");
            std::fs::write(&file, pem).unwrap();
            place.set("DATABASE_CA", &file.display().to_string())
        }
        None => place,
    };
    let output = place.run(&["migrate"]);
    assert_eq!(output.status.code(), Some(1), "{url} was not refused");
    String::from_utf8(output.stderr).unwrap()
}

/// The serving program's connections, as the server counts them: in clear text, and encrypted.
async fn connections(url: &str) -> (i64, i64) {
    // Our own look is named "gatehouse" without a node, so it is not counted.
    let db = Db::open(&DbConfig::from_url(url).unwrap()).await.unwrap();
    let text = "select count(*) filter (where not s.ssl) as open, count(*) filter (where s.ssl) as encrypted \
                from pg_stat_ssl s join pg_stat_activity a using (pid) where a.application_name like 'gatehouse/%'";
    let row = db.reader().query_one_raw(Statement::from_string(db.backend(), text)).await.unwrap().unwrap();
    let count = |name: &str| row.try_get::<i64>("", name).unwrap();
    let found = (count("open"), count("encrypted"));
    db.close().await.unwrap();
    found
}

#[test]
#[ignore = "a drill"]
fn only_a_server_that_proves_its_name_gets_anything() {
    let (ours, foreign) = (authority(), authority());
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &ours).unwrap();
    let setup = Setup { certificate: Some((certificate.pem(), key.serialize_pem())), ..Setup::default() };
    let server = Server::start_as(&setup).unwrap();
    let verified = |host: &str| format!("{}?sslmode=verify-full", server.url().replace("127.0.0.1", host));

    for (url, ca, what) in [
        (verified("localhost"), Some(foreign.pem()), "another authority's certificate"),
        (verified("localhost"), None, "a certificate of no public authority"),
        (verified("127.0.0.1"), Some(ours.pem()), "a certificate for another name"),
    ] {
        assert!(refusal(&url, ca.as_deref()).contains("could not be trusted"), "{what}");
        held(&format!("refused: {what}"));
    }
    for open in ["postgres://u@db.example.com/d", "postgres://u@db.example.com/d?sslmode=require"] {
        assert!(refusal(open, None).contains("insecure_database"));
        let checked = Place::new().set("DATABASE", open).run(&["config", "check"]);
        assert_eq!(checked.status.code(), Some(1));
        held(&format!("refused by the start and by config check: {open}"));
    }

    let place = Place::new().set("DATABASE", &verified("localhost")).set("RATE_LIMITS", "false");
    let file = place.path().join("ca.pem");
    std::fs::write(&file, ours.pem()).unwrap();
    let place = place.set("DATABASE_CA", &file.display().to_string());
    let mut serving = place.serve(&["--demo"]);
    let code = hint(&serving.hints(), "Site code");
    for device in 0..20 {
        let url = format!("{}/api/v1/activations", serving.origin);
        assert_eq!(client().post(url).json(&asking(&code, device)).send().unwrap().status(), 201);
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (open, encrypted) = runtime.block_on(connections(server.url()));
    assert!(open == 0 && encrypted > 0, "{open} connections in clear text, {encrypted} encrypted");
    held(&format!(
        "20 activations; {encrypted} connections of the program, all encrypted, to a server that proved its name"
    ));
    assert_eq!(serving.stop(), Some(0));
}
