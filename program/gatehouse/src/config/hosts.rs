//! Under which addresses the program answers, and whether others can come there.

use super::Config;
use super::address::is_loopback;

impl Config {
    /// Why others than the people at this machine can come here, or `None`: `listen`, `origin` and `staff_origin` are loopback
    /// addresses and no proxy is trusted. A loopback `listen` alone proves nothing: a proxy may stand before it.
    pub fn opening(&self) -> Option<String> {
        if !self.listen.ip().is_loopback() {
            return Some(format!("others can connect to listen = {}", self.listen));
        }
        if !is_loopback(&self.origin()) {
            return Some(format!("others come by origin = {}", self.origin()));
        }
        if let Some(staff) = self.staff_origin().filter(|staff| !is_loopback(staff)) {
            return Some(format!("others come by staff_origin = {staff}"));
        }
        if let Some(files) = self.files_origin().filter(|files| !is_loopback(files)) {
            return Some(format!("others come by files_origin = {files}"));
        }
        (!self.trusted_proxies.is_empty()).then(|| "others come by the proxies of trusted_proxies".to_owned())
    }

    /// The public address, without a slash at the end.
    pub fn origin(&self) -> String {
        if self.origin.is_empty() {
            let listen = self.listen.to_string();
            format!("http://{}", listen.strip_suffix(":80").unwrap_or(&listen))
        } else {
            self.origin.trim_end_matches('/').to_owned()
        }
    }

    /// The address of staff pages, where it is another than the public one; without a slash at the end.
    pub fn staff_origin(&self) -> Option<String> {
        let origin = self.staff_origin.trim_end_matches('/');
        (!origin.is_empty()).then(|| origin.to_owned())
    }

    /// The address of files, where it is set; without a slash at the end.
    pub fn files_origin(&self) -> Option<String> {
        let origin = self.files_origin.trim_end_matches('/');
        (!origin.is_empty()).then(|| origin.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Config;
    use std::collections::BTreeMap;

    fn parse(text: &str) -> Result<Config, String> {
        Config::parse(text, &BTreeMap::new()).map_err(|fault| fault.to_string())
    }

    /// SUP-5, ALL-9
    #[tokio::test]
    async fn files_have_a_host_of_their_own_or_nobody_sends_any() {
        let of = |files: &str| {
            let near = "origin = 'https://portal.example.com'\nmail = 'smtps://mail.example.com'\n\
                        staff_origin = 'https://staff.example.com'";
            parse(&format!("{near}\nfiles_origin = '{files}'"))
        };
        assert_eq!(of("").unwrap().settings().files_origin(), None);
        let own = of("https://files.example.net/").unwrap().settings().files_origin();
        assert_eq!(own.as_deref(), Some("https://files.example.net"));
        for (files, why) in [
            ("https://portal.example.com", "another host"),
            ("https://portal.example.com:8443", "another host"),
            ("https://staff.example.com", "another host"),
            ("http://files.example.net", "begin as origin"),
            ("https://files.example.net/f", "without a path"),
        ] {
            assert!(of(files).unwrap_err().contains(why), "{files}");
        }
        for (text, files) in [
            ("", Some("http://localhost:8080")),
            ("origin = 'http://localhost:8080'", Some("http://127.0.0.1:8080")),
            (
                "origin = 'http://127.0.0.1:8080'\nstaff_origin = 'http://localhost:8080'",
                Some("http://files.localhost:8080"),
            ),
            ("listen = '127.0.0.1:80'", Some("http://localhost")),
        ] {
            assert_eq!(parse(text).unwrap().settings().files_origin().as_deref(), files, "{text}");
        }
        let open = parse("files_origin = 'http://files.example.net'\nmail = 'smtps://mail.example.com'").unwrap();
        assert!(open.opening().unwrap().contains("files_origin"));
    }
}
