# Makes the files that the invocations use, in the current directory. The certificate of the CA, ca.pem, is there already.
set -eu
umask 022

# request NAME [SUBJECT]: a request for dev.key.
request() {
    cat >request.cnf <<END
[req]
prompt = no
utf8 = yes
string_mask = utf8only
distinguished_name = name
attributes = attributes
[name]
${2:-CN = dev}
[attributes]
challengePassword = $CHALLENGE
END
    name=$1
    openssl req -new -key "${key:-dev.key}" -config request.cnf ${digest:+"-$digest"} -out "$name"
    rm request.cnf
}

for name in dev new; do
    openssl genrsa -out $name.key 2048
done
openssl genrsa -out k1024.key 1024
openssl genrsa -out k4096.key 4096
request dev.csr
key=new.key request new.csr
key=k1024.key request k1024.csr
key=k4096.key request k4096.csr
digest=md5 request md5.csr
digest=sha1 request sha1.csr
request utf8.csr 'CN = Gerät ü'
openssl rsa -in dev.key -traditional -out dev.p1.key
openssl req -in dev.csr -text -out dev.text.csr
sed 's/CERTIFICATE REQUEST/NEW CERTIFICATE REQUEST/' dev.csr >dev.new.csr
sed 's/$/\r/' dev.csr >dev.crlf.csr
openssl x509 -in ca.pem -text -out ca.text.pem
openssl req -x509 -newkey rsa:2048 -nodes -keyout other.key -subj '/CN=Other CA' -days 3650 \
    -addext keyUsage=critical,keyCertSign,cRLSign -out other.pem
cat ca.pem other.pem >two.pem
rm other.key
chmod 600 ./*.key
