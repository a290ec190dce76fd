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
