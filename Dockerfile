# The server in a container. The administrator's set-up link is in the log of its first start:
#
#   docker build -t sallyport .
#   docker run -p 8088:8088 -v sallyport:/var/lib/sallyport sallyport
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn -B -q -Prelease -DskipTests -pl cli -am package \
    && mv cli/target/sallyport-cli-*-all.jar /sallyport.jar

FROM eclipse-temurin:17-jre
RUN useradd --system --create-home --home-dir /var/lib/sallyport --shell /usr/sbin/nologin sallyport
COPY --from=build /sallyport.jar /opt/sallyport/sallyport.jar
USER sallyport
WORKDIR /var/lib/sallyport
VOLUME /var/lib/sallyport
EXPOSE 8088
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=75", "-jar", "/opt/sallyport/sallyport.jar"]
CMD ["start", "--bind", "0.0.0.0", "--port", "8088", "--data", "/var/lib/sallyport"]
