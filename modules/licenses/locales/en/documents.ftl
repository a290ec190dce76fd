### Closing documents of orders (LIC-26)

documents = Closing documents
documents-none-staff = No documents yet. The buyer is told to ask the seller for them.
documents-at-seller = No documents have been uploaded yet. The seller has the closing documents of this order and can send them to you.
document-kind = Document
document-act = Certificate of acceptance
document-credit-note = Credit note
document-number = Document number
document-date = Document date
document-language = Language
document-file = File
document-file-hint = PDF, PNG or JPEG, up to 4 MB.
document-add = Add document
document-add-lede = The buyer can download it with the purchase. Files are stored encrypted.
document-added = Document added.
document-remove = Remove
document-removed = Document removed.
document-download = Download
# $number (String) - the order number
purchase-title = Order { $number }
# $order (String) - the order number
customer-seller-quote-order = Mention order { $order }.
# $order (String) - the order number
customer-seller-subject-order = Order { $order }
refusal-document-unreadable = The file is empty or couldn’t be read. Choose it again.
refusal-document-too-many = This order already has 20 documents. Remove one first.
refusal-document-unknown = This document no longer exists.
event-order-document-added = Closing document added
event-order-document-removed = Closing document removed
event-order-document-downloaded = Closing document downloaded by staff
data-document-size = Bytes
data-document-added = Uploaded
