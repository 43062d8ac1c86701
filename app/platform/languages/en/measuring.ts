export const measuring = {
  title: 'How a measurement reaches your system',
  lead: 'When a milestone is measured, Samar sends sealed rows to the address that the team registered. Here is what arrives, how you recognise it, and what is waited for.',
  link: 'What arrives, and how to recognise it',
  sent_title: 'What is sent',
  sent_rows:
    'One POST with a JSON body for each row, made from the template of the registration. The label of a row is never in it.',
  sent_ids:
    'Each request carries an identifier that means nothing outside this run. The order is random, and some rows come a second time under another identifier.',
  sent_headers: 'The headers that the team registered, as they were typed.',
  from_title: 'From where',
  from_body:
    'From no fixed network address, and you need no list of them: the signature says that a request is genuine, wherever it comes from. Anybody can write the name Samar into a header; nobody else can sign.',
  recognise_title: 'How you recognise a request',
  recognise_lead:
    'These headers come with every request, whether it belongs to a trial or to a measured run. A registration cannot replace them.',
  header_user_agent: 'Who asks, with the address of this page.',
  header_digest: 'The SHA-256 of the body, as in RFC 9530.',
  header_input:
    'What the signature covers, when it was made, under which key, and a number that is used once, as in RFC 9421.',
  header_signature: 'The signature itself: Ed25519.',
  example_request: 'A request, line by line',
  verify_title: 'How to check the signature',
  verify_lead:
    'Accept a request when all of this holds. The program below does it; it needs nothing but Node.',
  verify_covered: 'Method, address, content type and digest are all covered.',
  verify_created: 'It was made at most 5 minutes before or after your own clock’s time.',
  verify_digest: 'The digest is that of the body, byte for byte, before you parse it.',
  verify_key: 'The key is in the public list, under the identifier that the request names.',
  verify_nonce:
    'If repetition could hurt you, remember the nonce for 10 minutes and answer no nonce twice.',
  keys: 'The public keys',
  keys_note:
    'Fetch them at most every few minutes. Keys change seldom; an old one stays for a day.',
  program: 'The program, ready to copy',
  limits_title: 'What is waited for',
  limits_lead:
    'Whatever goes beyond these limits is cut off, and the row counts as one without an answer.',
  limit_time: 'Time for one answer',
  limit_time_value: '{seconds} seconds from connecting to the last byte',
  limit_size: 'Size of one answer',
  limit_size_value: '{bytes} bytes, packed and unpacked; headers 16,384 bytes',
  limit_format: 'Form',
  limit_format_value:
    'JSON in UTF-8, with a status of 200 to 299. Packed at most once: gzip, deflate or br.',
  limit_rate: 'Pace',
  limit_rate_value:
    '{rate} requests a second on a fixed schedule, at most {concurrency} at a time. A late answer does not slow the schedule down, and the time an answer takes counts from when its row was due.',
  limit_redirects: 'Redirects',
  limit_redirects_value: 'Not followed, wherever they lead',
  limit_repeat: 'A second try',
  limit_repeat_value: 'Once, after a connection that failed, and after nothing else',
  limit_address: 'Address',
  limit_address_value:
    'https with a valid certificate, on port 443 or one above 1023 that no other kind of service is known for. The name is looked up once for each run; if any of its addresses is not public, nothing is sent.',
} as const
